-- Of these people, whom the session has open, those who are in the building of its service, under whichever of their Patients:
-- a stay that another custodian wrote down counts, though nothing else of theirs may be known.
create function kith_inside(p_patients uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  with building as materialized (select b from kith_building() b)
  select distinct d.patient from decision d
  left join directory_personlink own on own.patient = d.patient and own.state = 'confirmed'
  left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
  where d.session = kith_session() and d.patient = any (p_patients) and d.until > statement_timestamp()
    and coalesce(other.patient, d.patient) in (select b from building)
$$;

revoke execute on function kith_inside(uuid[]) from public;
grant execute on function kith_inside(uuid[]) to kith_app;
