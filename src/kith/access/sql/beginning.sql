-- The first organisation, service and manager, and afterwards their staff and devices. The application's role may write
-- none of these freely, since they give rights. What begins a store works only while there is nobody in it.

-- Whether nobody has begun yet. Whoever asks to begin waits here for whoever asked before.
create function kith_not_begun() returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('kith begins', 0));
  return not exists (select 1 from directory_organization) and not exists (select 1 from directory_account);
end $$;

-- The number of the first organisation.
create function kith_first_custodian(p_organization uuid, p_name text) returns smallint
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return case when kith_not_begun() then kith_custodian(p_organization, p_name) end;
end $$;

-- The first resources: an organisation (100), its service (60), its manager (108) and their post (109).
create function kith_put_first(
  p_id uuid, p_type smallint, p_patient uuid, p_custodian smallint, p_category smallint, p_tier smallint, p_team int, p_barred uuid[],
  p_status smallint, p_code bigint, p_occurred timestamptz, p_occurred_end timestamptz, p_recorded timestamptz,
  p_author uuid, p_tokens bigint[], p_expected int, p_action smallint, p_reason text,
  p_content_hash bytea, p_body_hash bytea, p_body text,
  p_text_params text[], p_text_values text[],
  p_date_params text[], p_date_lows timestamptz[], p_date_highs timestamptz[],
  p_number_params text[], p_number_values float8[], p_number_units text[],
  out outcome smallint, out version int, out recorded timestamptz
) language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not kith_not_begun() or p_type not in (100, 60, 108, 109) or p_patient is not null or p_category <> 15 or p_tier <> 0
     or p_expected is not null then
    outcome := 6; return;
  end if;
  select w.outcome, w.version, w.recorded into outcome, version, recorded from kith_put(
    p_id, p_type, p_patient, p_custodian, p_category, p_tier, p_team, p_barred, p_status, p_code, p_occurred, p_occurred_end,
    p_recorded, p_author, p_tokens, p_expected, p_action, p_reason, p_content_hash, p_body_hash, p_body, p_text_params,
    p_text_values, p_date_params, p_date_lows, p_date_highs, p_number_params, p_number_values, p_number_units) w;
end $$;

-- The rows beside the four resources written in the same transaction, the first account and its device.
-- Answers the account, or null when somebody has begun before.
create function kith_begin(p_organization uuid, p_organization_name text, p_custodian smallint, p_service uuid, p_service_name text,
  p_staff uuid, p_name text, p_post uuid, p_username text, p_password text, p_pin text, p_device uuid, p_device_name text,
  p_device_secret text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare made bigint; moment timestamptz := clock_timestamp();
begin
  if not kith_not_begun() or (select count(*) from current
       where id in (p_organization, p_service, p_staff, p_post) and xid = pg_current_xact_id()) <> 4 then
    return null;
  end if;
  insert into directory_organization (id, name, custodian, active) values (p_organization, p_organization_name, p_custodian, true);
  insert into directory_service (id, organization_id, name, day_start, active)
  values (p_service, p_organization, p_service_name, '07:00', true);
  insert into directory_staff (id, name, active) values (p_staff, p_name, true);
  insert into directory_post (id, staff_id, service_id, role, since) values (p_post, p_staff, p_service, 'manager', moment);
  insert into directory_account (username, password, staff_id, is_active, created)
  values (p_username, p_password, p_staff, true, moment) returning id into made;
  insert into directory_pin (account_id, secret, one_time, made) values (made, p_pin, false, moment);
  insert into directory_device (id, service_id, name, secret_hash, registered)
  values (p_device, p_service, p_device_name, p_device_secret, moment);
  return made;
end $$;

-- Somebody new on the staff of the session's own service, beside the two resources written in the same transaction. Only
-- for a role whose PIN the viewer could give anew: nobody takes on a role that sees more than their own.
create function kith_take_on(p_staff uuid, p_post uuid, p_name text, p_username text, p_password text, p_role text,
  p_since timestamptz, p_pin text, p_pin_until timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); made bigint; moment timestamptz := clock_timestamp();
begin
  if not kith_may('oversee') or not kith_may('reset:' || p_role) or p_role like 'agency\_%'
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

-- A device of the session's own service that waits to be registered with a code.
create function kith_add_device(p_id uuid, p_name text, p_code text, p_until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not kith_may('oversee') or p_until > clock_timestamp() + interval '1 day' then return false; end if;
  insert into directory_device (id, service_id, name, code_hash, code_until)
  values (p_id, (kith_own()).service, p_name, p_code, p_until);
  return true;
end $$;

-- A device that was lost: it is known no longer, and its sessions end.
create function kith_retire_device(p_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not kith_may('oversee') then return false; end if;
  update directory_device set retired = clock_timestamp()
  where id = p_id and service_id = (kith_own()).service and retired is null;
  return found;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname = any (array['kith_not_begun', 'kith_first_custodian', 'kith_put_first', 'kith_begin',
             'kith_take_on', 'kith_add_device', 'kith_retire_device']) loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to kith_app', f);
  end loop;
end $$;
