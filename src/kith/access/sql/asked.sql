-- Who was referred to the session's own service, by id alone, the newest first: what is shared of them is decided as ever, and
-- row security shows the name or does not. A login for chosen people is told of those alone.
create function kith_asked(p_limit int) returns table (resource uuid, patient uuid, custodian smallint, since timestamptz, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select t.resource, t.patient, t.custodian, t.since, t.until
  from directory_tie t join directory_knownpatient k on k.id = t.patient and k.removed is null
  where t.service_id = (select kith_open_service()) and t.kind = 1 and t.open and t.since <= statement_timestamp()
    and (t.until is null or t.until > statement_timestamp())
    and ((select kith_chosen_login()) is null
      or exists (select 1 from directory_chosenperson c where c.login_id = (select kith_chosen_login()) and c.patient = t.patient))
  order by t.since desc, t.id desc limit p_limit
$$;

-- Whether anybody is: for the menu.
create function kith_is_asked() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from kith_asked(1))
$$;

-- Which organisation asked the session's service to help this person, and does so no more: told to whoever opened the record
-- while it did, and to nobody else, for whom hidden and absent are one.
create function kith_no_longer(p_patient uuid) returns smallint
language sql stable security definer set search_path = pg_catalog, public as $$
  select t.custodian from directory_tie t
  where t.patient = p_patient and t.service_id = (select kith_open_service()) and t.kind = 1
    and (not t.open or t.until <= statement_timestamp())
    and exists (
      select 1 from look_person p join look l on l.at = p.at and l.number = p.number
      where p.patient = p_patient and p.at >= t.since and l.staff = (select (kith_own()).staff) and l.kind <> 2)
  order by t.id desc limit 1
$$;

revoke execute on function kith_asked(int), kith_is_asked(), kith_no_longer(uuid) from public;
grant execute on function kith_asked(int), kith_is_asked(), kith_no_longer(uuid) to kith_app;
