-- As before; what one leave opens is weighed anew when another of the reader's begins, which may open more.
create or replace function kith_own_access(p_patients uuid[])
returns table (asked uuid, kind smallint, low bigint, high bigint, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select a.asked, o.kind, o.low, o.high, least(o.until, (
    select min(n.since) from directory_ownaccess n
    where n.who = s.staff and n.custodian = s.custodian and n.open and n.since > statement_timestamp()))
  from session s
  cross join unnest(p_patients) a(asked)
  left join directory_personlink own on own.patient = a.asked and own.state = 'confirmed'
  left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
  join directory_ownaccess o on o.patient = coalesce(other.patient, a.asked) and o.who = s.staff and o.custodian = s.custodian
    and o.open and o.since <= statement_timestamp() and (o.until is null or o.until > statement_timestamp())
  join directory_knownpatient k on k.id = o.patient and k.removed is null
  where s.number = kith_session() and s.purpose = 4 and s.ended is null and s.until > statement_timestamp()
$$;
