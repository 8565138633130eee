-- Row security on what the directory holds about people who draw on care, and the rights of the roles.
-- A row about a Patient is seen, added and changed by the session's decision about name and address
-- (category 0, tier 0: the lowest bit of each mask). See docs/decisions/0021-the-gate.md.

alter table directory_knownpatient enable row level security;
alter table directory_personname   enable row level security;
alter table directory_registration enable row level security;
alter table directory_personlink   enable row level security;
alter table directory_person       enable row level security;

create policy seen on directory_knownpatient for select to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_knownpatient.id
    and d.custodian = directory_knownpatient.custodian and d.until > statement_timestamp() and (d.read_low & 1) = 1));
create policy added on directory_knownpatient for insert to kith_app with check (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_knownpatient.id
    and d.custodian = directory_knownpatient.custodian and d.until > statement_timestamp() and (d.add_low & 1) = 1));
create policy changed on directory_knownpatient for update to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_knownpatient.id
    and d.custodian = directory_knownpatient.custodian and d.until > statement_timestamp() and (d.change_low & 1) = 1));

create policy seen on directory_personname for select to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_personname.patient
    and d.custodian = directory_personname.custodian and d.until > statement_timestamp() and (d.read_low & 1) = 1));
create policy added on directory_personname for insert to kith_app with check (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_personname.patient
    and d.custodian = directory_personname.custodian and d.until > statement_timestamp() and ((d.add_low | d.change_low) & 1) = 1));
create policy taken on directory_personname for delete to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_personname.patient
    and d.custodian = directory_personname.custodian and d.until > statement_timestamp() and (d.change_low & 1) = 1));

create policy seen on directory_registration for select to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_registration.patient
    and d.custodian = directory_registration.custodian and d.until > statement_timestamp() and (d.read_low & 1) = 1));
create policy added on directory_registration for insert to kith_app with check (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_registration.patient
    and d.custodian = directory_registration.custodian and d.until > statement_timestamp() and (d.add_low & 1) = 1));
create policy changed on directory_registration for update to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_registration.patient
    and d.custodian = directory_registration.custodian and d.until > statement_timestamp() and (d.change_low & 1) = 1));

-- That another custodian holds a record of the person shows only to those who may see that record.
create policy seen on directory_personlink for select to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_personlink.patient
    and d.custodian = directory_personlink.custodian and d.until > statement_timestamp() and (d.read_low & 1) = 1));
create policy seen on directory_person for select to kith_app using (exists (
  select 1 from directory_personlink l where l.person_id = directory_person.id));

-- Lists that the background processes keep.
create policy worker on directory_knownpatient for select to kith_worker using (true);
create policy worker on directory_registration for select to kith_worker using (true);
create policy worker on directory_personlink for select to kith_worker using (true);
create policy worker on directory_person for select to kith_worker using (true);
create policy worker on directory_personname for select to kith_worker using (true);

grant select, insert, update on directory_knownpatient, directory_registration to kith_app;
grant select, insert, delete on directory_personname to kith_app;
grant select on directory_personlink, directory_person to kith_app;
grant usage on sequence directory_personname_id_seq to kith_app;
grant select on directory_knownpatient, directory_registration, directory_personlink, directory_person, directory_personname,
  directory_service, directory_organization to kith_worker;

-- Sign-in comes before a session, and these tables hold nothing about people who draw on care.
grant select on directory_organization, directory_service, directory_staff, directory_post, directory_team, directory_teammember
  to kith_app;
grant select, update (password, last_login) on directory_account to kith_app;
grant select, update (code_hash, code_until, secret_hash, registered) on directory_device to kith_app;
grant select, insert, delete, update (uses, used) on directory_passkey to kith_app;
grant select, insert, delete, update (secret, confirmed, last_step) on directory_codeapp to kith_app;
grant select on directory_token to kith_app;
grant usage on sequence directory_passkey_id_seq, directory_codeapp_id_seq to kith_app;
