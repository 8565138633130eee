-- Whoever is looked after in the building now, for the emergency page of anyone there (practice, rule 12): ids alone.
create function kith_building() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct r.patient from directory_registration r
  join directory_knownpatient k on k.id = r.patient and k.removed is null
  where r.service_id = kith_open_service() and r.open and r.since <= statement_timestamp()
    and (r.until is null or r.until > statement_timestamp())
  limit 2000
$$;

-- Whether the session's login is for chosen people only.
create function kith_only_chosen() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select kith_chosen_login() is not null
$$;

revoke execute on function kith_building(), kith_only_chosen() from public;
grant execute on function kith_building(), kith_only_chosen() to kith_app;
