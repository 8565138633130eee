-- As before, with when the first of the reasons that were declared runs out: it may have opened what the others do not.
create or replace function kith_facts(p_patients uuid[])
returns table (asked uuid, patient uuid, custodian smallint, removed boolean, since timestamptz, until timestamptz, open boolean,
  inside boolean, chosen boolean, declared int, declared_until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  with held as materialized (
    select a.asked, k.id as patient, k.custodian, k.removed is not null as removed
    from unnest(p_patients) a(asked)
    left join directory_personlink own on own.patient = a.asked and own.state = 'confirmed'
    left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
    join directory_knownpatient k on k.id = coalesce(other.patient, a.asked)),
  relation as materialized (
    select * from kith_relations(array(select h.patient from held h where not h.removed)))
  select h.asked, h.patient, h.custodian, h.removed, r.since, r.until, r.open, r.inside,
    (select kith_chosen_login()) is null
      or exists (select 1 from directory_chosenperson c where c.login_id = (select kith_chosen_login()) and c.patient = r.patient),
    d.kinds, d.until
  from held h
  left join relation r on r.patient = h.patient and not h.removed
  left join lateral (
    select bit_or(1 << x.kind::int) as kinds, min(x.until) as until from directory_declaration x
    where x.session = kith_session() and x.patient = h.patient
      and x.since <= statement_timestamp() and x.until > statement_timestamp()) d on true
$$;
