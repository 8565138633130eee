-- What the gate may know before it has decided: bound to the session of this transaction, and to its own service.

-- Starts a request: makes the session this transaction's own when it is open and belongs to the account.
create function kith_enter(p_session bigint, p_account bigint)
returns table (number bigint, account bigint, staff uuid, role text, service uuid, custodian smallint, purpose smallint,
  teams int[], started timestamptz, until timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query select s.number, s.account, s.staff, s.role, s.service, s.custodian, s.purpose, s.teams, s.started, s.until
    from session s
    where s.number = p_session and s.account = p_account and s.ended is null and s.until > clock_timestamp();
  perform set_config('kith.session', case when found then p_session::text else '' end, true);
end $$;

-- The same for a program with a bearer token, known by its hash.
create function kith_enter_by_token(p_token bytea)
returns table (number bigint, account bigint, staff uuid, role text, service uuid, custodian smallint, purpose smallint,
  teams int[], started timestamptz, until timestamptz)
language sql security definer set search_path = pg_catalog, public as $$
  select e.* from session s, lateral kith_enter(s.number, s.account) e where s.token = p_token
$$;

create function kith_open_service() returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select service from session where number = kith_session() and ended is null and until > statement_timestamp()
$$;

-- Everything held about each Patient's person under confirmed links, and where the person is registered with the
-- session's own service. Registrations elsewhere are not told. An absent Patient has no rows.
create function kith_facts(p_patients uuid[])
returns table (asked uuid, patient uuid, custodian smallint, removed boolean, since timestamptz, until timestamptz, open boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  with held as (
    select a.asked, k.id as patient, k.custodian, k.removed is not null as removed
    from unnest(p_patients) a(asked)
    left join directory_personlink own on own.patient = a.asked and own.state = 'confirmed'
    left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
    join directory_knownpatient k on k.id = coalesce(other.patient, a.asked))
  select h.asked, h.patient, h.custodian, h.removed, r.since, r.until, r.open
  from held h left join directory_registration r
    on r.patient = h.patient and r.service_id = kith_open_service() and not h.removed
$$;

-- People registered now with the session's service whom it has no live decision for. Ids only.
create function kith_undecided(p_limit int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct r.patient from directory_registration r
  join directory_knownpatient k on k.id = r.patient and k.removed is null
  where r.service_id = kith_open_service() and r.open and r.since <= statement_timestamp()
    and (r.until is null or r.until > statement_timestamp())
    and not exists (select 1 from decision d where d.session = kith_session() and d.patient = r.patient
                    and d.until > statement_timestamp())
  limit p_limit
$$;

-- Whether what is about nobody is still to be decided for the session.
create function kith_nobody_undecided() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select kith_open_service() is not null and not exists (
    select 1 from decision d where d.session = kith_session() and d.until > statement_timestamp()
      and d.patient = '00000000-0000-0000-0000-000000000000')
$$;

revoke execute on function kith_enter(bigint, bigint), kith_enter_by_token(bytea), kith_open_service(), kith_facts(uuid[]),
  kith_undecided(int), kith_nobody_undecided() from public;
grant execute on function kith_enter(bigint, bigint), kith_enter_by_token(bytea), kith_facts(uuid[]), kith_undecided(int),
  kith_nobody_undecided() to kith_app;
