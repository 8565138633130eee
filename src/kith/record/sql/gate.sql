-- Sessions and decisions: worked out in access/, written only through these.

create function kith_open_session(p_account bigint, p_staff uuid, p_role text, p_service uuid, p_custodian smallint, p_purpose smallint,
  p_teams int[], p_until timestamptz, p_token bytea default null) returns bigint
language sql security definer set search_path = pg_catalog, public as $$
  insert into session (account, staff, role, service, custodian, purpose, teams, until, token)
  values (p_account, p_staff, p_role, p_service, p_custodian, p_purpose, p_teams, p_until, p_token) returning number
$$;

create function kith_end_session(p_session bigint) returns void language sql security definer set search_path = pg_catalog, public as $$
  update session set ended = clock_timestamp() where number = p_session and ended is null;
  delete from decision where session = p_session;
$$;

create function kith_decide(p_session bigint, p_patients uuid[], p_custodians smallint[],
  p_read_low bigint[], p_read_high bigint[], p_add_low bigint[], p_add_high bigint[], p_change_low bigint[], p_change_high bigint[],
  p_teams int[], p_until timestamptz, p_reason text) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into decision (session, patient, custodian, read_low, read_high, add_low, add_high, change_low, change_high, teams, until, reason)
  select p_session, t.*, p_teams, p_until, p_reason
  from unnest(p_patients, p_custodians, p_read_low, p_read_high, p_add_low, p_add_high, p_change_low, p_change_high) t
  on conflict (session, patient, custodian) do update set
    read_low = excluded.read_low, read_high = excluded.read_high, add_low = excluded.add_low, add_high = excluded.add_high,
    change_low = excluded.change_low, change_high = excluded.change_high, teams = excluded.teams, until = excluded.until,
    reason = excluded.reason
$$;

create function kith_forget_patient(p_patient uuid) returns void language sql security definer set search_path = pg_catalog, public as $$
  delete from decision where patient = p_patient
$$;

create function kith_forget_session(p_session bigint) returns void language sql security definer set search_path = pg_catalog, public as $$
  delete from decision where session = p_session
$$;

-- Tells caches, devices and subscribers that a person left somebody's sight.
create function kith_left_scope(p_patient uuid, p_custodian smallint) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into feed_pending (what, patient, custodian) values (3, p_patient, p_custodian)
$$;

create function kith_custodian(p_organization uuid, p_name text) returns smallint
language sql security definer set search_path = pg_catalog, public as $$
  insert into custodian (organization, name) values (p_organization, p_name)
  on conflict (organization) do update set name = excluded.name returning number
$$;
