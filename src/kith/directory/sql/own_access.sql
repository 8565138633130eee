-- Who reads in their own right, and looks that are not told (access rules, 3; practice, 24).

alter table directory_ownaccess   enable row level security;
alter table directory_withholding enable row level security;  -- nothing is granted on it: functions tell what may be told

-- Seen as the Consent that it is derived from (legal, detail: gate 46). Given and ended by whoever may change such things: it
-- opens a record, and so wants more than a choice does.
create policy seen on directory_ownaccess for select to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_ownaccess.patient
    and d.custodian = directory_ownaccess.custodian and d.until > statement_timestamp() and ((d.read_low >> 46) & 1) = 1));
create policy added on directory_ownaccess for insert to kith_app with check (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_ownaccess.patient
    and d.custodian = directory_ownaccess.custodian and d.until > statement_timestamp() and ((d.change_low >> 46) & 1) = 1));
create policy changed on directory_ownaccess for update to kith_app using (exists (
  select 1 from decision d where d.session = (select kith_session()) and d.patient = directory_ownaccess.patient
    and d.custodian = directory_ownaccess.custodian and d.until > statement_timestamp() and ((d.change_low >> 46) & 1) = 1));

create policy worker on directory_ownaccess for select to kith_worker using (true);

grant select, insert, update on directory_ownaccess to kith_app;
grant select on directory_ownaccess to kith_worker;

create function kith_own_access_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op <> 'INSERT' then perform kith_forget_person(old.patient); end if;
  if tg_op <> 'DELETE' then perform kith_forget_person(new.patient); end if;
  return null;
end $$;
create trigger stale after insert or update or delete on directory_ownaccess
  for each row execute function kith_own_access_changed();

revoke execute on function kith_own_access_changed() from public;
