-- A role is given to somebody who already works there (docs/decisions/0081): their post goes on, in another role.

-- Whether the session may give this post another role: it oversees the service, could give its holder a new PIN as they
-- are now, and the post counts. Nobody gives themselves a role, and an agency's login ends by itself.
create function kith_may_give(p_post uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select kith_may('oversee') and exists (
    select 1 from directory_post p
    where p.id = p_post and p.service_id = (kith_own()).service and p.staff_id <> (kith_own()).staff
      and p.since <= clock_timestamp() and (p.until is null or p.until > clock_timestamp())
      and kith_may('reset:' || p.role) and p.role not like 'agency\_%'
      and not exists (select 1 from directory_agencylogin l where l.post_id = p.id))
$$;

-- As before, and a new version of a post whose role the session may give.
create or replace function kith_put_work(
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
           where l.post_id = p_id and p.service_id = s.service) and not (p_type = 109 and kith_may_give(p_id))) then
    outcome := 6; return;
  end if;
  select w.outcome, w.version, w.recorded into outcome, version, recorded from kith_put(
    p_id, p_type, p_patient, p_custodian, p_category, p_tier, p_team, p_barred, p_status, p_code, p_occurred, p_occurred_end,
    p_recorded, p_author, p_tokens, p_expected, p_action, p_reason, p_content_hash, p_body_hash, p_body, p_text_params,
    p_text_values, p_date_params, p_date_lows, p_date_highs, p_number_params, p_number_values, p_number_units) w;
end $$;

-- The directory's half, beside the version that was written in the same transaction and names the same role. Never a role
-- that is ended, another organisation's, or sees more than the giver's (`kith_may`). Sessions in the role before end.
create function kith_give_role(p_post uuid, p_role text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); m directory_maderole;
begin
  if kith_is_made(p_role) then
    m := kith_role_now(p_role, s.custodian);
    if m.key is null then return false; end if;
  end if;
  if not kith_may_give(p_post) or not kith_may('reset:' || p_role) or p_role like 'agency\_%' or not exists (
       select 1 from current c join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded
       where c.id = p_post and c.xid = pg_current_xact_id() and v.body::jsonb #>> '{code,0,coding,0,code}' = p_role) then
    return false;
  end if;
  update directory_post set role = p_role where id = p_post and role <> p_role;
  return found;
end $$;

revoke execute on function kith_may_give(uuid), kith_give_role(uuid, text) from public;
grant execute on function kith_give_role(uuid, text) to kith_app;
