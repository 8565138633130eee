-- That something left a person's record because it was about somebody else. Nobody reads it there any more; whoever could
-- have read it may know that it is gone, when and by whom (practice, rule 17). Whose it is now is not told.
create function kith_moved_away(p_patients uuid[], p_since timestamptz, p_until timestamptz)
returns table (occurred timestamptz, at timestamptz, author uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.occurred, m.at, m.author
  from current c join moved m on m.from_id = c.id
  where c.patient = any (p_patients) and c.never = 1 and c.occurred >= p_since and c.occurred < p_until
    and exists (
      select 1 from decision d
      where d.session = kith_session() and d.patient = c.patient and d.custodian = c.custodian
        and d.until > statement_timestamp()
        and (((case when c.gate < 64 then d.read_low else d.read_high end) >> (c.gate & 63)) & 1) = 1
        and (c.team is null or c.team = any (d.teams)))
    and (c.barred is null or not kith_staff() = any (c.barred))
  order by m.at
$$;

revoke execute on function kith_moved_away(uuid[], timestamptz, timestamptz) from public;
grant execute on function kith_moved_away(uuid[], timestamptz, timestamptz) to kith_app;
