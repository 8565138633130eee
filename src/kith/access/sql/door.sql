-- Shared devices and logins made at the door. A session that was opened on a registered device counts on that device
-- alone, and only while somebody uses it. What a role may do for others is written on the session when it is opened, and
-- every function below holds it to that.

alter table session
  add column device  uuid,              -- the registered device on which it was opened
  add column idle    interval,          -- after how long without a touch it is locked
  add column touched timestamptz not null default now(),
  add column locked  timestamptz,
  add column rights  text[] not null default '{}';
create index session_device on session (device, touched) where device is not null;

drop function kith_open_session(bigint, uuid, text, uuid, smallint, smallint, int[], timestamptz, bytea);
create function kith_open_session(p_account bigint, p_staff uuid, p_role text, p_service uuid, p_custodian smallint, p_purpose smallint,
  p_teams int[], p_until timestamptz, p_token bytea default null, p_device uuid default null, p_idle interval default null,
  p_rights text[] default '{}') returns bigint
language sql security definer set search_path = pg_catalog, public as $$
  insert into session (account, staff, role, service, custodian, purpose, teams, until, token, device, idle, rights)
  values (p_account, p_staff, p_role, p_service, p_custodian, p_purpose, p_teams, p_until, p_token, p_device, p_idle, p_rights)
  returning number
$$;

-- Whether a session belongs to the browser that shows this device's secret. One that was opened on none belongs to any.
create function kith_at_device(s session, p_device uuid, p_secret text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.device is null or exists (
    select 1 from directory_device d
    where d.id = s.device and d.id = p_device and d.secret_hash = p_secret and d.retired is null)
$$;

create function kith_is_locked(s session) returns boolean language sql stable as $$
  select s.locked is not null or (s.idle is not null and s.touched + s.idle <= clock_timestamp())
$$;

drop function kith_enter_by_token(bytea);
drop function kith_enter(bigint, bigint);

-- Starts a request: makes the session this transaction's own when it is open, awake, at its device, and the account's.
create function kith_enter(p_session bigint, p_account bigint, p_device uuid default null, p_secret text default null)
returns table (number bigint, account bigint, staff uuid, role text, service uuid, custodian smallint, purpose smallint,
  teams int[], started timestamptz, until timestamptz, device uuid, idle interval, touched timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query select s.number, s.account, s.staff, s.role, s.service, s.custodian, s.purpose, s.teams, s.started, s.until,
      s.device, s.idle, s.touched
    from session s
    where s.number = p_session and s.account = p_account and s.ended is null and s.until > clock_timestamp()
      and not kith_is_locked(s) and kith_at_device(s, p_device, p_secret);
  perform set_config('kith.session', case when found then p_session::text else '' end, true);
end $$;

-- The same for a program with a bearer token, known by its hash.
create function kith_enter_by_token(p_token bytea)
returns table (number bigint, account bigint, staff uuid, role text, service uuid, custodian smallint, purpose smallint,
  teams int[], started timestamptz, until timestamptz, device uuid, idle interval, touched timestamptz)
language sql security definer set search_path = pg_catalog, public as $$
  select e.* from session s, lateral kith_enter(s.number, s.account) e where s.token = p_token
$$;

-- Whether a session waits behind its lock on this device: its own person's PIN opens it again.
create function kith_waits(p_session bigint, p_account bigint, p_device uuid, p_secret text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from session s
    where s.number = p_session and s.account = p_account and s.ended is null and s.until > clock_timestamp()
      and s.device is not null and kith_is_locked(s) and kith_at_device(s, p_device, p_secret))
$$;

create function kith_lock(p_session bigint) returns void language sql security definer set search_path = pg_catalog, public as $$
  update session set locked = clock_timestamp() where number = p_session and device is not null and ended is null and locked is null
$$;

create function kith_unlock(p_session bigint) returns void language sql security definer set search_path = pg_catalog, public as $$
  update session set locked = null, touched = clock_timestamp() where number = p_session and device is not null and ended is null
$$;

-- Somebody is at the device. Written every few seconds at most: a page asks for many things.
create function kith_touch() returns void language sql security definer set search_path = pg_catalog, public as $$
  update session set touched = clock_timestamp()
  where number = kith_session() and idle is not null and touched < clock_timestamp() - interval '5 seconds'
$$;

-- Who used a device lately: numbers of accounts, for the device's own screen of names.
create function kith_lately(p_device uuid) returns table (account bigint, last timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.account, max(s.touched) from session s
  where s.device = p_device and s.touched > now() - interval '14 days' and s.account is not null group by s.account
$$;

-- The open session of this transaction.
create function kith_own() returns session language sql stable security definer set search_path = pg_catalog, public as $$
  select s from session s where s.number = kith_session() and s.ended is null and s.until > clock_timestamp()
$$;

create function kith_may(p_right text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(p_right = any ((kith_own()).rights), false)
$$;

-- Whether an account works now in the session's own service, and in no post for which it lacks this right.
create function kith_may_for(p_right text, p_account bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  with posts as (
    select p.role, p.service_id from directory_account a join directory_post p on p.staff_id = a.staff_id
    where a.id = p_account and a.is_active and p.since <= clock_timestamp() and (p.until is null or p.until > clock_timestamp()))
  select exists (select 1 from posts where service_id = (kith_own()).service)
     and not exists (select 1 from posts where not kith_may(p_right || ':' || role))
$$;

-- One's own new PIN: in one's own session, or in place of a one-time PIN that has not run out.
create function kith_set_pin(p_account bigint, p_secret text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if (kith_own()).account is distinct from p_account and not exists (
       select 1 from directory_pin where account_id = p_account and one_time and until > clock_timestamp()) then
    return false;
  end if;
  insert into directory_pin (account_id, secret, one_time, made, until) values (p_account, p_secret, false, clock_timestamp(), null)
  on conflict (account_id) do update set secret = excluded.secret, one_time = false, made = excluded.made, until = null;
  return true;
end $$;

-- A one-time PIN for a colleague who cannot get in (practice 14): recorded, and their sessions end.
create function kith_reset_pin(p_account bigint, p_secret text, p_until timestamptz, p_why text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own();
begin
  if s.account = p_account or not kith_may_for('reset', p_account) then return false; end if;
  insert into directory_pin (account_id, secret, one_time, made, until) values (p_account, p_secret, true, clock_timestamp(), p_until)
  on conflict (account_id) do update set secret = excluded.secret, one_time = true, made = excluded.made, until = excluded.until;
  insert into directory_pinreset (account_id, service_id, by_id, at, why) values (p_account, s.service, s.staff, clock_timestamp(), p_why);
  perform kith_end_session(o.number) from session o where o.account = p_account and o.ended is null and o.token is null;
  return true;
end $$;

-- A badge for a colleague; the one before it counts no more. Without a hash, none counts.
create function kith_badge(p_account bigint, p_id uuid, p_hash text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not kith_may_for('badge', p_account) then return false; end if;
  update directory_badge set revoked = clock_timestamp() where account_id = p_account and revoked is null;
  if p_hash is not null then
    insert into directory_badge (id, account_id, code_hash, issued) values (p_id, p_account, p_hash, clock_timestamp());
  end if;
  return true;
end $$;

-- What is about nobody gives rights, so the application writes none of it, but for the two resources of an agency login.
create function kith_put_work(
  p_id uuid, p_type smallint, p_patient uuid, p_custodian smallint, p_category smallint, p_tier smallint, p_team int, p_barred uuid[],
  p_status smallint, p_code bigint, p_occurred timestamptz, p_occurred_end timestamptz, p_recorded timestamptz,
  p_author uuid, p_tokens bigint[], p_expected int, p_action smallint, p_reason text,
  p_content_hash bytea, p_body_hash bytea, p_body text,
  p_text_params text[], p_text_values text[],
  p_date_params text[], p_date_lows timestamptz[], p_date_highs timestamptz[],
  p_number_params text[], p_number_values float8[], p_number_units text[],
  out outcome smallint, out version int, out recorded timestamptz
) language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own();
begin
  -- 108 Practitioner, 109 PractitionerRole; 15 worker data, 0 headline
  if not kith_may('admit') or p_type not in (108, 109) or p_patient is not null or p_custodian is distinct from s.custodian
     or p_author is distinct from s.staff or p_category <> 15 or p_tier <> 0
     or (p_expected is not null and not exists (
           select 1 from directory_agencylogin l join directory_post p on p.id = l.post_id
           where l.post_id = p_id and p.service_id = s.service)) then
    outcome := 6; return;
  end if;
  select w.outcome, w.version, w.recorded into outcome, version, recorded from kith_put(
    p_id, p_type, p_patient, p_custodian, p_category, p_tier, p_team, p_barred, p_status, p_code, p_occurred, p_occurred_end,
    p_recorded, p_author, p_tokens, p_expected, p_action, p_reason, p_content_hash, p_body_hash, p_body, p_text_params,
    p_text_values, p_date_params, p_date_lows, p_date_highs, p_number_params, p_number_values, p_number_units) w;
end $$;

-- Lets somebody from an agency in, beside the two resources written in the same transaction. Answers the account, or null.
create function kith_admit(p_staff uuid, p_post uuid, p_name text, p_username text, p_password text, p_role text, p_since timestamptz,
  p_until timestamptz, p_agency text, p_identity text, p_dbs text, p_training text, p_register text, p_chosen uuid[], p_pin text)
returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); made bigint; moment timestamptz := clock_timestamp();
begin
  if not kith_may('admit:' || p_role) or p_until <= moment or p_until > moment + interval '7 days' or p_since > moment
     or (select count(*) from current where id in (p_staff, p_post) and xid = pg_current_xact_id()) <> 2 then
    return null;
  end if;
  if exists (select 1 from unnest(p_chosen) c(patient) where not exists (
       select 1 from directory_registration r where r.patient = c.patient and r.service_id = s.service and r.open
         and r.since <= moment and (r.until is null or r.until > moment))) then
    return null;
  end if;
  if kith_chosen_login() is not null and (p_chosen is null or exists (  -- nobody lets another see more than they see
       select 1 from unnest(p_chosen) c(patient) where not exists (
         select 1 from directory_chosenperson o where o.login_id = kith_chosen_login() and o.patient = c.patient))) then
    return null;
  end if;
  insert into directory_staff (id, name, active) values (p_staff, p_name, true);
  insert into directory_post (id, staff_id, service_id, role, since, until) values (p_post, p_staff, s.service, p_role, p_since, p_until);
  insert into directory_account (username, password, staff_id, is_active, created)
  values (p_username, p_password, p_staff, true, moment) returning id into made;
  insert into directory_pin (account_id, secret, one_time, made, until) values (made, p_pin, true, moment, p_until);
  insert into directory_agencylogin (post_id, account_id, agency, identity_seen, dbs_seen, training_seen, register_number,
    only_chosen, made_by_id, made)
  values (p_post, made, p_agency, p_identity, p_dbs, p_training, p_register, p_chosen is not null, s.staff, moment);
  insert into directory_chosenperson (login_id, patient) select p_post, c from unnest(p_chosen) c;
  return made;
end $$;

-- Moves the end of an agency login of the session's own service: later by seven days at most, or to now.
create function kith_move_login(p_post uuid, p_until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); moment timestamptz := clock_timestamp(); post directory_post%rowtype;
begin
  select p.* into post from directory_post p join directory_agencylogin l on l.post_id = p.id
  where p.id = p_post and p.service_id = s.service and l.ended is null for update of p;
  if post.id is null or not kith_may('admit:' || post.role) or p_until > moment + interval '7 days' then return false; end if;
  if p_until <= moment then
    update directory_agencylogin set ended = moment, ended_by_id = s.staff where post_id = p_post;
  elsif post.until <= moment then return false;  -- it has run out: the worker is checked again
  end if;
  update directory_post set until = p_until where id = p_post;
  return true;
end $$;

create function kith_set_lock_after(p_after interval) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not kith_may('oversee') or p_after < interval '1 minute' or p_after > interval '15 minutes' then return false; end if;
  insert into directory_doorrule (service_id, lock_after) values ((kith_own()).service, p_after)
  on conflict (service_id) do update set lock_after = excluded.lock_after;
  return true;
end $$;

-- The agency login on which the session rests, where it is for chosen people only.
create function kith_chosen_login() returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select l.post_id from session s join directory_post p on p.staff_id = s.staff and p.service_id = s.service and p.role = s.role
  join directory_agencylogin l on l.post_id = p.id
  where s.number = kith_session() and l.only_chosen and (p.until is null or p.until > statement_timestamp()) limit 1
$$;

-- As before, and whether each registration is among the people whom the session's login is for.
drop function kith_facts(uuid[]);
create function kith_facts(p_patients uuid[])
returns table (asked uuid, patient uuid, custodian smallint, removed boolean, since timestamptz, until timestamptz, open boolean,
  chosen boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  with held as (
    select a.asked, k.id as patient, k.custodian, k.removed is not null as removed
    from unnest(p_patients) a(asked)
    left join directory_personlink own on own.patient = a.asked and own.state = 'confirmed'
    left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
    join directory_knownpatient k on k.id = coalesce(other.patient, a.asked))
  select h.asked, h.patient, h.custodian, h.removed, r.since, r.until, r.open,
    (select kith_chosen_login()) is null
      or exists (select 1 from directory_chosenperson c where c.login_id = (select kith_chosen_login()) and c.patient = r.patient)
  from held h left join directory_registration r
    on r.patient = h.patient and r.service_id = kith_open_service() and not h.removed
$$;

create or replace function kith_undecided(p_limit int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct r.patient from directory_registration r
  join directory_knownpatient k on k.id = r.patient and k.removed is null
  where r.service_id = kith_open_service() and r.open and r.since <= statement_timestamp()
    and (r.until is null or r.until > statement_timestamp())
    and ((select kith_chosen_login()) is null
      or exists (select 1 from directory_chosenperson c where c.login_id = (select kith_chosen_login()) and c.patient = r.patient))
    and not exists (select 1 from decision d where d.session = kith_session() and d.patient = r.patient
                    and d.until > statement_timestamp())
  limit p_limit
$$;

-- Who made logins and PINs, and for whom they were: for those who lead or oversee the same service.
create policy seen on directory_agencylogin for select to kith_app using (
  ((select kith_may('admit')) or (select kith_may('oversee')))
  and exists (select 1 from directory_post p where p.id = post_id and p.service_id = (select kith_open_service())));
create policy seen on directory_chosenperson for select to kith_app using (
  exists (select 1 from directory_agencylogin l where l.post_id = login_id)
  and exists (select 1 from directory_knownpatient k where k.id = patient));
create policy seen on directory_pinreset for select to kith_app using (
  (select kith_may('oversee')) and service_id = (select kith_open_service()));

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname = any (array['kith_open_session', 'kith_enter', 'kith_enter_by_token', 'kith_waits',
             'kith_lock', 'kith_unlock', 'kith_touch', 'kith_lately', 'kith_may', 'kith_may_for', 'kith_set_pin', 'kith_reset_pin',
             'kith_badge', 'kith_put_work', 'kith_admit', 'kith_move_login', 'kith_set_lock_after', 'kith_facts', 'kith_open_service',
             'kith_at_device', 'kith_is_locked', 'kith_own', 'kith_chosen_login']) loop
    execute format('revoke execute on function %s from public', f);
    if f::text !~ '^kith_(at_device|is_locked|own|chosen_login)\(' then
      execute format('grant execute on function %s to kith_app', f);
    end if;
  end loop;
end $$;
