-- Drafts of agreements are their own organisation's; what reads and writes them is in src/kith/access/sql/drafting.sql.
alter table directory_agreementdraft enable row level security;

-- Agreements of before this release have neither.
alter table directory_agreement alter column reviews set default '[]';

-- As before; a framework is known by its line: whatever flows by a schedule of any of its versions is decided anew.
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
  -- Of everybody who is known twice: what flows newly must be decided as well, and lists decide only whom they have not.
  delete from decision d using session s, directory_personlink l
  where s.number = d.session and s.custodian = any (parties) and l.patient = d.patient and l.state = 'confirmed';
end $$;
