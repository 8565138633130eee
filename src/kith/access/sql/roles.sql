-- Roles that an organisation makes: who may, how far, and what holds every decision to them.

-- What the role may read, add and change when the session is opened: nobody makes a role that may more.
alter table session add column masks bigint[] not null default '{}';

drop function kith_open_session(bigint, uuid, text, uuid, smallint, smallint, int[], timestamptz, bytea, uuid, interval, text[]);
create function kith_open_session(p_account bigint, p_staff uuid, p_role text, p_service uuid, p_custodian smallint, p_purpose smallint,
  p_teams int[], p_until timestamptz, p_token bytea default null, p_device uuid default null, p_idle interval default null,
  p_rights text[] default '{}', p_masks bigint[] default '{}') returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare made bigint; may text[] := p_rights; m directory_maderole;
begin
  if kith_is_made(p_role) then
    m := kith_role_now(p_role, p_custodian);
    if m.key is null or p_purpose <> all (m.purposes) then return null; end if;
    may := array(select 'declare:' || d from unnest(m.declares) d where 'declare:' || d = any (p_rights));
  end if;
  insert into session (account, staff, role, service, custodian, purpose, teams, until, token, device, idle, rights, masks)
  values (p_account, p_staff, p_role, p_service, p_custodian, p_purpose, p_teams, p_until, p_token, p_device, p_idle, may, p_masks)
  returning number into made;
  return made;
end $$;

-- Keys of made roles begin with the number of their organisation, as no other does.
create function kith_is_made(p_role text) returns boolean language sql immutable as $$ select p_role ~ '^[0-9]' $$;

-- A made role as it stands, which nobody changes before this transaction is over; null where it is ended or another's.
create function kith_role_now(p_role text, p_custodian smallint) returns directory_maderole
language plpgsql security definer set search_path = pg_catalog, public as $$
declare m directory_maderole;
begin
  perform pg_advisory_xact_lock_shared(kith_role_lock(p_role));
  select * into m from directory_maderole where key = p_role and custodian = p_custodian and ended is null;
  return m;
end $$;

-- The most that a decision of this session may open, where its role is a made one; null where it comes with Kith. The
-- emergency facts (access rules, 7: headlines of demographics, summary and legal) are open to every worker there.
create function kith_most(p_session bigint) returns bigint[]
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session; m directory_maderole;
begin
  select * into s from session where number = p_session;
  if s.role is null or not kith_is_made(s.role) then return null; end if;
  m := kith_role_now(s.role, s.custodian);
  if m.key is null then return array_fill(0::bigint, array[6]); end if;
  return array[m.read_low | (1::bigint << 0) | (1::bigint << 8) | (1::bigint << 44), m.read_high, m.add_low, m.add_high,
    m.change_low, m.change_high];
end $$;

-- As before, but never more than a made role has now, whatever the process that decides remembers of it.
create or replace function kith_decide(p_session bigint, p_patients uuid[], p_custodians smallint[],
  p_read_low bigint[], p_read_high bigint[], p_add_low bigint[], p_add_high bigint[], p_change_low bigint[], p_change_high bigint[],
  p_teams int[], p_until timestamptz, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare most bigint[] := coalesce(kith_most(p_session), array_fill(-1::bigint, array[6]));
begin
  insert into decision (session, patient, custodian, read_low, read_high, add_low, add_high, change_low, change_high, teams, until, reason)
  select p_session, t.patient, t.custodian, t.rl & most[1], t.rh & most[2], t.al & most[3], t.ah & most[4], t.cl & most[5],
    t.ch & most[6], p_teams, p_until, p_reason
  from unnest(p_patients, p_custodians, p_read_low, p_read_high, p_add_low, p_add_high, p_change_low, p_change_high)
    t(patient, custodian, rl, rh, al, ah, cl, ch)
  on conflict (session, patient, custodian) do update set
    read_low = excluded.read_low, read_high = excluded.read_high, add_low = excluded.add_low, add_high = excluded.add_high,
    change_low = excluded.change_low, change_high = excluded.change_high, teams = excluded.teams, until = excluded.until,
    reason = excluded.reason;
end $$;

-- Whether six masks (read, add, change; low and high) lie within six others.
create function kith_within(p_masks bigint[], p_most bigint[]) returns boolean language sql immutable as $$
  select cardinality(p_masks) = 6 and cardinality(p_most) = 6
    and not exists (select 1 from unnest(p_masks, p_most) t(given, most) where t.given & ~t.most <> 0)
$$;

-- As before. Nobody resets the PIN, or takes on a colleague, of a made role that sees more than their own: they need the
-- right for the role that it was started from, and masks that cover it.
create or replace function kith_may(p_right text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(p_right = any (s.rights) or (p_right ~ '^(reset|badge):[0-9]' and exists (
    select 1 from directory_maderole m
    where m.key = split_part(p_right, ':', 2) and m.custodian = s.custodian
      and (split_part(p_right, ':', 1) || ':' || m.based_on) = any (s.rights)
      and kith_within(array[m.read_low, m.read_high, m.add_low, m.add_high, m.change_low, m.change_high], s.masks))), false)
  from kith_own() s
$$;

-- Whether this session may make such a role: it signs for its organisation, could take somebody on in the role that it is
-- started from, and may itself do all of it; nobody changes what they cannot read.
create function kith_may_make(s session, p_based_on text, p_masks bigint[], p_purposes smallint[], p_declares text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(kith_may('agree') and ('reset:' || p_based_on) = any (s.rights) and p_based_on not like 'agency\_%'
    and kith_within(p_masks, s.masks) and p_masks[5] & ~p_masks[1] = 0 and p_masks[6] & ~p_masks[2] = 0
    and cardinality(p_purposes) > 0
    and not exists (select 1 from unnest(p_declares) d where 'declare:' || d <> all (s.rights)), false)
$$;

create function kith_make_role(p_key text, p_words text, p_based_on text, p_depths jsonb, p_masks bigint[], p_purposes smallint[],
  p_declares text[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own();
begin
  if not kith_may_make(s, p_based_on, p_masks, p_purposes, p_declares)
     or p_key !~ ('^' || s.custodian || '-[a-z0-9]+(-[a-z0-9]+)*$') then return false; end if;
  insert into directory_maderole (key, custodian, words, based_on, depths, read_low, read_high, add_low, add_high, change_low,
    change_high, purposes, declares, maker_role, made_by_id, made, version, former)
  values (p_key, s.custodian, p_words, p_based_on, p_depths, p_masks[1], p_masks[2], p_masks[3], p_masks[4], p_masks[5],
    p_masks[6], p_purposes, p_declares, s.role, s.staff, clock_timestamp(), 1, '[]')
  on conflict (key) do nothing;
  return found;
end $$;

-- Changes a role of one's own organisation. Whoever changed an earlier version than this is told so: nothing is written.
create function kith_change_role(p_key text, p_version int, p_words text, p_depths jsonb, p_masks bigint[], p_purposes smallint[],
  p_declares text[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own();
begin
  update directory_maderole m set words = p_words, depths = p_depths, read_low = p_masks[1], read_high = p_masks[2],
    add_low = p_masks[3], add_high = p_masks[4], change_low = p_masks[5], change_high = p_masks[6], purposes = p_purposes,
    declares = p_declares, maker_role = s.role, version = m.version + 1, changed_by_id = s.staff, changed = clock_timestamp(),
    former = m.former || jsonb_build_object('version', m.version, 'words', m.words, 'depths', m.depths, 'declares', m.declares,
      'by', coalesce(m.changed_by_id, m.made_by_id), 'until', clock_timestamp())
  where m.key = p_key and m.custodian = s.custodian and m.version = p_version and m.ended is null
    and kith_may_make(s, m.based_on, p_masks, p_purposes, p_declares);
  return found;
end $$;

create function kith_end_role(p_key text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own();
begin
  update directory_maderole set ended = clock_timestamp(), ended_by_id = s.staff
  where key = p_key and custodian = s.custodian and ended is null and kith_may('agree');
  return found;
end $$;

-- As before; nobody is taken on in a role that was ended.
create or replace function kith_take_on(p_staff uuid, p_post uuid, p_name text, p_username text, p_password text, p_role text,
  p_since timestamptz, p_pin text, p_pin_until timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); made bigint; moment timestamptz := clock_timestamp();
begin
  if not kith_may('oversee') or not kith_may('reset:' || p_role) or p_role like 'agency\_%'
     or exists (select 1 from directory_maderole m where m.key = p_role and m.ended is not null)
     or (select count(*) from current where id in (p_staff, p_post) and xid = pg_current_xact_id()) <> 2 then
    return null;
  end if;
  insert into directory_staff (id, name, active) values (p_staff, p_name, true);
  insert into directory_post (id, staff_id, service_id, role, since) values (p_post, p_staff, s.service, p_role, p_since);
  insert into directory_account (username, password, staff_id, is_active, created)
  values (p_username, p_password, p_staff, true, moment) returning id into made;
  insert into directory_pin (account_id, secret, one_time, made, until) values (made, p_pin, true, moment, p_pin_until);
  return made;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname = any (array['kith_open_session', 'kith_is_made', 'kith_role_now', 'kith_most',
             'kith_within', 'kith_may_make', 'kith_make_role', 'kith_change_role', 'kith_end_role']) loop
    execute format('revoke execute on function %s from public', f);
    if f::text ~ '^kith_(open_session|make_role|change_role|end_role)\(' then
      execute format('grant execute on function %s to kith_app', f);
    end if;
  end loop;
end $$;
