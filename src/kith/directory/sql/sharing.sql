-- Agreements between organisations, the choices of people, and reasons declared without a relationship (access rules, 5 and 6).

alter table directory_agreement      enable row level security;
alter table directory_agreementparty enable row level security;
alter table directory_choice         enable row level security;
alter table directory_declaration    enable row level security;  -- nothing is granted on it: functions tell what may be told

-- Whether the session's own organisation is, or was, a party.
create function kith_party_to(p_agreement uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select 1 from session s join directory_agreementparty p on p.custodian = s.custodian
    where s.number = kith_session() and p.agreement_id = p_agreement)
$$;
create policy seen on directory_agreement      for select to kith_app using (kith_party_to(id));
create policy seen on directory_agreementparty for select to kith_app using (kith_party_to(agreement_id));

-- A choice is seen and written as the Consent that it is derived from: legal, detail (gate 46).
create policy seen on directory_choice for select to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_choice.patient
    and d.custodian = directory_choice.custodian and d.until > statement_timestamp() and ((d.read_low >> 46) & 1) = 1));
create policy added on directory_choice for insert to kith_app with check (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_choice.patient
    and d.custodian = directory_choice.custodian and d.until > statement_timestamp() and ((d.add_low >> 46) & 1) = 1));
create policy changed on directory_choice for update to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_choice.patient
    and d.custodian = directory_choice.custodian and d.until > statement_timestamp() and ((d.change_low >> 46) & 1) = 1));

create policy worker on directory_choice for select to kith_worker using (true);

grant select on directory_agreement, directory_agreementparty to kith_app;
grant select, insert, update on directory_choice to kith_app;
grant select on directory_choice to kith_worker;

-- All that was decided about a person, under confirmed links. What other organisations' devices keep of them is dropped.
create function kith_forget_person(p_patient uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare everybody uuid[] := array(
  select p_patient union
  select other.patient from directory_personlink own
  join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
  where own.patient = p_patient and own.state = 'confirmed');
begin
  perform kith_left_scope(gone.patient, gone.custodian) from (
    select distinct d.patient, s.custodian from decision d join session s on s.number = d.session
    where d.patient = any (everybody) and s.custodian <> d.custodian) gone;
  delete from decision where patient = any (everybody);
end $$;

create function kith_choice_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op <> 'INSERT' then perform kith_forget_person(old.patient); end if;
  if tg_op <> 'DELETE' then perform kith_forget_person(new.patient); end if;
  return null;
end $$;
create trigger stale after insert or update or delete on directory_choice
  for each row execute function kith_choice_changed();

-- A registration is the relationship with everything that is held of the person, by whomever: what ends with it ends for all
-- of the person's Patients.
create or replace function kith_registration_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op <> 'INSERT' then
    perform kith_forget_person(old.patient);
    perform kith_left_scope(old.patient, old.custodian);
  end if;
  if tg_op <> 'DELETE' then perform kith_forget_person(new.patient); end if;
  return null;
end $$;

create or replace function kith_known_patient_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' or old.removed is distinct from new.removed or old.custodian <> new.custodian then
    perform kith_forget_person(old.id);
    perform kith_left_scope(old.id, old.custodian);
  end if;
  return null;
end $$;

-- Whatever flows between the parties of an agreement and of its schedules is decided anew.
create function kith_forget_flows(p_agreement uuid, p_more smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare parties smallint[] := array(
  select p.custodian from directory_agreementparty p join directory_agreement a on a.id = p.agreement_id
  where a.id = p_agreement or a.framework_id = p_agreement) || p_more;
begin
  perform kith_left_scope(gone.patient, gone.custodian) from (
    select distinct d.patient, s.custodian from decision d join session s on s.number = d.session
    where d.custodian <> s.custodian and d.custodian = any (parties) and s.custodian = any (parties)) gone;
  -- Of everybody who is known twice: what flows newly must be decided as well, and lists decide only whom they have not.
  delete from decision d using session s, directory_personlink l
  where s.number = d.session and s.custodian = any (parties) and l.patient = d.patient and l.state = 'confirmed';
end $$;

create function kith_agreement_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_forget_flows(old.id, null);
  return null;
end $$;
create trigger stale after update on directory_agreement for each row execute function kith_agreement_changed();

create function kith_party_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op <> 'INSERT' then perform kith_forget_flows(old.agreement_id, old.custodian); end if;
  if tg_op <> 'DELETE' then perform kith_forget_flows(new.agreement_id, new.custodian); end if;
  return null;
end $$;
create trigger stale after insert or update or delete on directory_agreementparty
  for each row execute function kith_party_changed();

revoke execute on function kith_party_to(uuid), kith_forget_person(uuid), kith_choice_changed(), kith_forget_flows(uuid, smallint),
  kith_agreement_changed(), kith_party_changed() from public;
grant execute on function kith_party_to(uuid) to kith_app;
