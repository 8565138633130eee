-- Everybody who looked at these people since then, each once, for whom the session has open under its own organisation: as
-- the policies of look and look_person say, asked once and not of each of many thousands of looks. What is withheld from the
-- person is left out, whoever asks (practice, 24).
create function kith_lookers(p_patients uuid[], p_since timestamptz)
returns table (staff uuid, role text, custodian smallint, purpose smallint, kind smallint, times bigint, first timestamptz,
  last timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  with own as materialized (
    select d.patient from session s join decision d on d.session = s.number and d.custodian = s.custodian
    where s.number = kith_session() and d.patient = any (p_patients) and d.until > statement_timestamp())
  select l.staff, l.role, l.custodian, l.purpose, l.kind, count(distinct (l.at, l.number)), min(l.at), max(l.at)
  from look_person p join look l on l.at = p.at and l.number = p.number
  where p.patient in (select o.patient from own o) and p.at >= p_since
    and (p.patient, p.at, p.number) not in (select w.patient, w.at, w.number from kith_withheld(true) w)
  group by 1, 2, 3, 4, 5 order by 8 desc
$$;

revoke execute on function kith_lookers(uuid[], timestamptz) from public;
grant execute on function kith_lookers(uuid[], timestamptz) to kith_app;
