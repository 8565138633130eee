-- Relationships beside the registration (access rules, 4): referred to the session's service, admitted there, on its own
-- caseload, on its own rota of the day.

-- Why the session's service, or its member of staff, may see each Patient: registrations and ties, those that are over too.
create function kith_relations(p_patients uuid[])
returns table (patient uuid, since timestamptz, until timestamptz, open boolean, inside boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select r.patient, r.since, r.until, r.open, true from directory_registration r
  where r.patient = any (p_patients) and r.service_id = (select kith_open_service())
  union all
  select t.patient, t.since, t.until, t.open, t.kind = 2 from directory_tie t
  where t.patient = any (p_patients) and t.service_id = (select kith_open_service())
    and (t.staff is null or t.staff = (select (kith_own()).staff))
$$;

-- As before, with every relationship, and whether it is one of somebody who is in the building.
drop function kith_facts(uuid[]);
create function kith_facts(p_patients uuid[])
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
    select bit_or(1 << x.kind::int) as kinds, max(x.until) as until from directory_declaration x
    where x.session = kith_session() and x.patient = h.patient
      and x.since <= statement_timestamp() and x.until > statement_timestamp()) d on true
$$;

-- As before: people with a relationship now whom the session has no live decision for.
create or replace function kith_undecided(p_limit int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  with here as (
    select r.patient from directory_registration r
    where r.service_id = (select kith_open_service()) and r.open and r.since <= statement_timestamp()
      and (r.until is null or r.until > statement_timestamp())
    union
    select t.patient from directory_tie t
    where t.service_id = (select kith_open_service()) and t.open and t.since <= statement_timestamp()
      and (t.until is null or t.until > statement_timestamp()) and (t.staff is null or t.staff = (select (kith_own()).staff)))
  select h.patient from here h
  join directory_knownpatient k on k.id = h.patient and k.removed is null
  where ((select kith_chosen_login()) is null
      or exists (select 1 from directory_chosenperson c where c.login_id = (select kith_chosen_login()) and c.patient = h.patient))
    and not exists (select 1 from decision d where d.session = kith_session() and d.patient = h.patient
                    and d.until > statement_timestamp())
  limit p_limit
$$;

-- As before: whoever is in the building, which whoever was admitted is too.
create or replace function kith_building() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  with here as (
    select r.patient from directory_registration r
    where r.service_id = (select kith_open_service()) and r.open and r.since <= statement_timestamp()
      and (r.until is null or r.until > statement_timestamp())
    union
    select t.patient from directory_tie t
    where t.service_id = (select kith_open_service()) and t.kind = 2 and t.open and t.since <= statement_timestamp()
      and (t.until is null or t.until > statement_timestamp()))
  select h.patient from here h join directory_knownpatient k on k.id = h.patient and k.removed is null limit 2000
$$;

revoke execute on function kith_relations(uuid[]), kith_facts(uuid[]) from public;
grant execute on function kith_facts(uuid[]) to kith_app;
