-- As before; what was decided of another organisation's Patient goes too. Since a referral, a caseload, a rota or a declared
-- reason opens somebody whom the session's own organisation does not hold, no link need be there.
create or replace function kith_forget_flows(p_agreement uuid, p_more smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare parties smallint[] := array(
  select p.custodian
  from directory_agreement changed
  join directory_agreement a on a.id = changed.id
    or a.framework_id in (select f.id from directory_agreement f where f.line = changed.line)
  join directory_agreementparty p on p.agreement_id = a.id
  where changed.id = p_agreement) || p_more;
begin
  perform kith_left_scope(gone.patient, gone.custodian) from (
    select distinct d.patient, s.custodian from decision d join session s on s.number = d.session
    where d.custodian <> s.custodian and d.custodian = any (parties) and s.custodian = any (parties)) gone;
  -- Of everybody who is known twice as well: what flows newly must be decided, and lists decide only whom they have not.
  delete from decision d using session s
  where s.number = d.session and s.custodian = any (parties) and (d.custodian <> s.custodian or exists (
    select 1 from directory_personlink l where l.patient = d.patient and l.state = 'confirmed'));
end $$;
