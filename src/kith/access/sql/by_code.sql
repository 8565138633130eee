-- Emergency facts shown to an ambulance crew by a code (access rules, 7; decision 0083). A crew's session has no account, so
-- that no other way of entering opens it; the row of its code stands in the place of a member of staff. Its decisions are
-- about the one person and read no more than the worker could who made the code: kith_decide holds them to it.

-- Of which Patients a crew's session may know: the one that the code was made for, and what the same custodian holds of the
-- same person under confirmed links. Null for every other session.
create function kith_shown_patients(p_session bigint) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select w.patient || array(
    select k.id from directory_personlink own
    join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
    join directory_knownpatient k on k.id = other.patient and k.custodian = w.custodian
    where own.patient = w.patient and own.state = 'confirmed')
  from directory_showing w where w.session = p_session
$$;

-- How far the code of this session opens each of these people. Nothing to any other session.
create function kith_shown(p_patients uuid[]) returns table (asked uuid, low bigint, high bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select a.asked, w.read_low, w.read_high
  from directory_showing w join session s on s.number = w.session and s.ended is null and s.until > statement_timestamp()
  cross join unnest(p_patients) a(asked)
  where w.session = kith_session() and w.ended is null and a.asked = any (kith_shown_patients(w.session))
$$;

-- As before; of a crew's session what its code lets it read. A crew's session that no code made may read nothing.
create or replace function kith_most(p_session bigint) returns bigint[]
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session; m directory_maderole; w directory_showing;
begin
  select * into s from session where number = p_session;
  if s.role = 'ambulance_crew' then
    select * into w from directory_showing x where x.session = p_session and x.ended is null;
    return array[coalesce(w.read_low, 0), coalesce(w.read_high, 0), 0, 0, 0, 0];
  end if;
  if s.role is null or not kith_is_made(s.role) then return null; end if;
  m := kith_role_now(s.role, s.custodian);
  if m.key is null then return array_fill(0::bigint, array[6]); end if;
  return array[m.read_low | (1::bigint << 0) | (1::bigint << 8) | (1::bigint << 44), m.read_high, m.add_low, m.add_high,
    m.change_low, m.change_high];
end $$;

-- As before, and for a crew's session about nobody else, whatever the process that decides believes.
create or replace function kith_decide(p_session bigint, p_patients uuid[], p_custodians smallint[],
  p_read_low bigint[], p_read_high bigint[], p_add_low bigint[], p_add_high bigint[], p_change_low bigint[], p_change_high bigint[],
  p_teams int[], p_until timestamptz, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  most bigint[] := coalesce(kith_most(p_session), array_fill(-1::bigint, array[6]));
  crew uuid[] := kith_shown_patients(p_session);
  holder smallint := (select s.custodian from session s where s.number = p_session);
begin
  insert into decision (session, patient, custodian, read_low, read_high, add_low, add_high, change_low, change_high, teams, until, reason)
  select p_session, t.patient, t.custodian, t.rl & most[1], t.rh & most[2], t.al & most[3], t.ah & most[4], t.cl & most[5],
    t.ch & most[6], p_teams, p_until, p_reason
  from unnest(p_patients, p_custodians, p_read_low, p_read_high, p_add_low, p_add_high, p_change_low, p_change_high)
    t(patient, custodian, rl, rh, al, ah, cl, ch)
  where crew is null or (t.patient = any (crew) and t.custodian = holder)
  on conflict (session, patient, custodian) do update set
    read_low = excluded.read_low, read_high = excluded.read_high, add_low = excluded.add_low, add_high = excluded.add_high,
    change_low = excluded.change_low, change_high = excluded.change_high, teams = excluded.teams, until = excluded.until,
    reason = excluded.reason;
end $$;

-- As before, and a crew is barred from what the worker is barred from who let them see: nobody shows what they may not know.
create or replace function kith_names() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select case when s.staff is null then null
    when s.purpose = 4 then s.staff || array(
      select o.patient from directory_ownaccess o where o.who = s.staff
      union
      select other.patient from directory_ownaccess o
        join directory_personlink own on own.patient = o.patient and own.state = 'confirmed'
        join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
      where o.who = s.staff)
    when s.role = 'ambulance_crew' then s.staff || array(select w.made_by from directory_showing w where w.session = s.number)
    else array[s.staff] end
  from session s where s.number = kith_session()
$$;

-- A code for somebody's emergency facts, made by whoever has them open: a worker of the service in whose building the
-- person is. Not for reading in one's own right (purpose 4), inspecting (5), a program or a wall board. The codes that they
-- made before about the same person and nobody used count no more. Answers until when it can be used; null where it may not.
create function kith_show(p_id uuid, p_patient uuid, p_code_hash text, p_low bigint, p_high bigint) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  s session := kith_own(); d decision; moment timestamptz := clock_timestamp();
  facts bigint := (1::bigint << 0) | (1::bigint << 8) | (1::bigint << 44);  -- headlines of demographics, summary and legal
begin
  select * into d from decision x where x.session = s.number and x.patient = p_patient and x.custodian = s.custodian
    and x.until > statement_timestamp();
  if d.session is null or d.read_low & facts <> facts or s.account is null or s.token is not null or s.purpose in (4, 5)
     or s.role = 'wall_board' or not exists (
       select 1 from kith_relations(array(select kith_same_person(p_patient))) r join directory_knownpatient k on k.id = r.patient and k.removed is null
       where r.inside and r.open and r.since <= moment and (r.until is null or r.until > moment)) then
    return null;
  end if;
  update directory_showing set ended = moment, ended_by = s.staff, code_hash = null
  where made_by = s.staff and patient = p_patient and used is null and ended is null;
  insert into directory_showing (id, patient, custodian, service, read_low, read_high, made_by, made, code_hash, use_by,
    crew_service, crew_sign, crew_name)
  values (p_id, p_patient, s.custodian, s.service, d.read_low & p_low, d.read_high & p_high, s.staff, moment, p_code_hash,
    moment + interval '15 minutes', '', '', '');
  return moment + interval '15 minutes';
end $$;

-- Codes that can be used now, by their hashes: compared in the application, in a time that tells nothing.
create function kith_waiting_codes() returns table (id uuid, code_hash text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select w.id, w.code_hash from directory_showing w
  where w.code_hash is not null and w.used is null and w.ended is null and w.use_by > clock_timestamp()
$$;

-- Uses a code up: a session for four hours, for whoever says who they are. False when somebody was faster.
create function kith_use_code(p_id uuid, p_code_hash text, p_secret_hash text, p_service text, p_sign text, p_name text)
returns boolean language plpgsql security definer set search_path = pg_catalog, public as $$
declare w directory_showing; opened bigint; moment timestamptz := clock_timestamp();
begin
  if btrim(p_service) = '' or btrim(p_sign) = '' or btrim(p_name) = '' then return false; end if;
  select * into w from directory_showing x
  where x.id = p_id and x.code_hash = p_code_hash and x.used is null and x.ended is null and x.use_by > moment for update;
  if w.id is null then return false; end if;
  insert into session (account, staff, role, service, custodian, purpose, until)
  values (null, w.id, 'ambulance_crew', w.service, w.custodian, 1, moment + interval '4 hours') returning number into opened;
  update directory_showing set code_hash = null, used = moment, session = opened, secret_hash = p_secret_hash,
    crew_service = p_service, crew_sign = p_sign, crew_name = p_name, until = moment + interval '4 hours'
  where id = w.id;
  return true;
end $$;

-- Starts a crew's request, by the secret that their browser was given: makes their session this transaction's own.
create function kith_enter_shown(p_id uuid, p_secret_hash text)
returns table (number bigint, account bigint, staff uuid, role text, service uuid, custodian smallint, purpose smallint,
  teams int[], started timestamptz, until timestamptz, device uuid, idle interval, touched timestamptz, patient uuid)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare found_ bigint;
begin
  select s.number into found_ from directory_showing w join session s on s.number = w.session
  where w.id = p_id and w.secret_hash = p_secret_hash and w.ended is null and s.ended is null and s.until > clock_timestamp();
  perform set_config('kith.session', coalesce(found_::text, ''), true);
  return query select s.number, s.account, s.staff, s.role, s.service, s.custodian, s.purpose, s.teams, s.started, s.until,
      s.device, s.idle, s.touched, w.patient
    from session s join directory_showing w on w.session = s.number where s.number = found_;
end $$;

-- Whether this session may end what was shown: whoever made the code, whoever leads or oversees the same service, and the crew.
create function kith_may_end(w directory_showing) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(w.session = s.number or (w.custodian = s.custodian and (w.made_by = s.staff
    or (w.service = s.service and (kith_may('admit') or kith_may('oversee'))))), false)
  from kith_own() s
$$;

create function kith_end_showing(p_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare w directory_showing; moment timestamptz := clock_timestamp();
begin
  select * into w from directory_showing x where x.id = p_id and x.ended is null for update;
  if w.id is null or not coalesce(kith_may_end(w), false) then return false; end if;
  update directory_showing set ended = moment, ended_by = (kith_own()).staff, code_hash = null where id = p_id;
  perform kith_end_session(w.session);
  return true;
end $$;

-- What was shown of a Patient since then, for those who have the Patient open where it was shown; the newest first.
create function kith_showings(p_patient uuid, p_since timestamptz)
returns table (id uuid, made_by uuid, made timestamptz, use_by timestamptz, used timestamptz, until timestamptz,
  ended timestamptz, crew_service text, crew_sign text, crew_name text, may_end boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select w.id, w.made_by, w.made, w.use_by, w.used, w.until, w.ended, w.crew_service, w.crew_sign, w.crew_name, kith_may_end(w)
  from directory_showing w
  where w.patient = p_patient and w.made >= p_since and w.custodian = (kith_own()).custodian and exists (
    select 1 from decision d where d.session = kith_session() and d.patient = w.patient and d.custodian = w.custodian
      and d.until > statement_timestamp() and (d.read_low & 1) = 1)
  order by w.made desc
$$;

-- How crews named themselves, and who let them see, for whoever may know of the people whom they saw.
create function kith_crews(p_who uuid[])
returns table (who uuid, crew_service text, crew_sign text, crew_name text, made_by uuid)
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct w.id, w.crew_service, w.crew_sign, w.crew_name, w.made_by
  from directory_showing w join decision d on d.patient = w.patient and d.custodian = w.custodian
  where w.id = any (p_who) and d.session = kith_session() and d.until > statement_timestamp()
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname = any (array['kith_shown_patients', 'kith_shown', 'kith_show',
             'kith_waiting_codes', 'kith_use_code', 'kith_enter_shown', 'kith_may_end', 'kith_end_showing', 'kith_showings',
             'kith_crews']) loop
    execute format('revoke execute on function %s from public', f);
    if f::text !~ '^kith_(shown_patients|may_end)\(' then
      execute format('grant execute on function %s to kith_app', f);
    end if;
  end loop;
end $$;
