-- Who reads a person's record in their own right now, and what they were granted: for whoever is about to write in it and
-- knows whose it is.
create function kith_own_readers(p_patient uuid) returns table (name text, kind smallint, low bigint, high bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select o.name, o.kind, o.low, o.high from directory_ownaccess o
  where o.patient = p_patient and o.open and o.since <= statement_timestamp()
    and (o.until is null or o.until > statement_timestamp())
    and exists (
      select 1 from decision d where d.session = kith_session() and d.patient = o.patient and d.custodian = o.custodian
        and d.until > statement_timestamp() and (d.read_low & 1) = 1)
  order by o.kind, o.name
$$;
revoke execute on function kith_own_readers(uuid) from public;
grant execute on function kith_own_readers(uuid) to kith_app;
