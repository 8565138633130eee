-- Whoever was looked after here until lately, for those who may take people in: ids alone. Nobody has a relationship with
-- them any more, so that only taking them back opens anything.
create function kith_left_lately(p_within interval) returns table (patient uuid, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select r.patient, max(r.until) from directory_registration r
  join directory_knownpatient k on k.id = r.patient and k.removed is null
  where kith_may('admit') and r.service_id = kith_open_service()
  group by r.patient
  having not bool_or(r.open and (r.until is null or r.until > statement_timestamp()))
    and max(r.until) > statement_timestamp() - p_within
$$;

revoke execute on function kith_left_lately(interval) from public;
grant execute on function kith_left_lately(interval) to kith_app;
