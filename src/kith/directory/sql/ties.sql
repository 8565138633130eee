-- Referrals, admissions, caseloads and rotas (access rules, 4): who else may see a person, and who may say so.

alter table directory_tie enable row level security;

-- Seen like a registration (name and address). Made and changed by whoever may refer (plan, summary: gate 13), of somebody they
-- have a relationship with: a reason that was declared for tonight must not open a record for good.
create policy seen on directory_tie for select to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_tie.patient
    and d.custodian = directory_tie.custodian and d.until > statement_timestamp() and (d.read_low & 1) = 1));
create policy added on directory_tie for insert to kith_app with check ((select kith_may('refer')) and exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_tie.patient
    and d.custodian = directory_tie.custodian and d.until > statement_timestamp() and ((d.add_low >> 13) & 1) = 1
    and d.reason <> 'declared'));
create policy changed on directory_tie for update to kith_app using ((select kith_may('refer')) and exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_tie.patient
    and d.custodian = directory_tie.custodian and d.until > statement_timestamp() and ((d.add_low >> 13) & 1) = 1
    and d.reason <> 'declared'));
create policy worker on directory_tie for select to kith_worker using (true);

grant select, insert on directory_tie to kith_app;
grant update (since, until, open) on directory_tie to kith_app;
grant usage on sequence directory_tie_id_seq to kith_app;
grant select on directory_tie to kith_worker;

create trigger stale after insert or update or delete on directory_tie
  for each row execute function kith_registration_changed();
