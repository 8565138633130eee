-- What became of the concerns that the session's own member of staff raised. They may not read them (access rules, 9), yet
-- must see that somebody acted, or that nobody has. docs/decisions/0085-a-concern-stays-open.md
--
-- That they raised it is theirs to know. Who is named in it later sees nothing more from then on, and so what stood before:
-- the answer looks the same as if nobody had done anything further (practice, rule 13).
create function kith_concerns_raised(p_entry smallint, p_act smallint, p_code bigint, p_error smallint, p_since timestamptz)
returns table (concern uuid, raised timestamptz, acted timestamptz, open boolean, removed boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  with me as (
    select s.staff, s.custodian from session s
    where s.number = kith_session() and s.staff is not null and s.ended is null and s.until > statement_timestamp()),
  mine as (
    select c.id, c.patient, v.recorded as raised, c.status = p_error and c.recorded < known.upto as removed, known.upto
    from me
    join current c on c.custodian = me.custodian and c.type = p_entry and c.code = p_code and c.never = 0
    join version v on v.id = c.id and v.version = 1 and v.author = me.staff and v.recorded >= p_since
    cross join lateral (
      select case when me.staff = any (c.barred) then coalesce(
        (select min(l.at) from label_change l where l.id = c.id and l.new like '%' || me.staff || '%'), '-infinity')
        else 'infinity' end as upto) known)
  select m.id, m.raised, last.recorded, last.again or last.recorded is null, m.removed
  from mine m left join lateral (
    select v.recorded, v.body::jsonb #>> '{mitigation,0,action,coding,0,code}' = 'opened-again' as again
    from current a join version v on v.id = a.id and v.version = 1
    where a.patient = m.patient and a.type = p_act and a.code = p_code and a.status <> p_error and v.recorded < m.upto
      and v.body::jsonb #>> '{implicated,0,reference}' = 'Observation/' || m.id
    order by v.recorded desc limit 1) last on true
  order by m.raised desc
$$;

revoke execute on function kith_concerns_raised(smallint, smallint, bigint, smallint, timestamptz) from public;
grant execute on function kith_concerns_raised(smallint, smallint, bigint, smallint, timestamptz) to kith_app;
