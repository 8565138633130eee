-- What a login that ended by itself may still write within its half hour: one new entry for each form that was open before.

-- A form was open when the server had its draft. Its moment is the server's: the application neither gives nor moves it,
-- and a draft stays with its person.
alter table pocket_draft add column begun timestamptz not null default clock_timestamp();
revoke insert, update on pocket_draft from kith_app;
grant insert (account, custodian, id, patient, changed, body), update (changed, kept, body) on pocket_draft to kith_app;

-- Adds, and nothing else: what the session's own decision let it add about this person when the login ended. A decision that
-- was taken away since, or that ended before the login did, is no decision. Of what stands there already it tells only that
-- the id is taken, unless it is the same act sent again.
create function kith_put_finished(
  p_id uuid, p_type smallint, p_patient uuid, p_custodian smallint, p_category smallint, p_tier smallint, p_team int, p_barred uuid[],
  p_status smallint, p_code bigint, p_occurred timestamptz, p_occurred_end timestamptz, p_recorded timestamptz,
  p_author uuid, p_tokens bigint[], p_expected int, p_action smallint, p_reason text,
  p_content_hash bytea, p_body_hash bytea, p_body text,
  p_text_params text[], p_text_values text[],
  p_date_params text[], p_date_lows timestamptz[], p_date_highs timestamptz[],
  p_number_params text[], p_number_values float8[], p_number_units text[],
  out outcome smallint, out version int, out recorded timestamptz
) language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session; gate int := (p_category::int << 2) | p_tier::int;
begin
  select x.* into s from session x where x.number = nullif(current_setting('kith.finishing', true), '')::bigint;
  -- 96 Observation: an entry; 1 create
  if s.number is null or not kith_is_finishing(s) or p_type <> 96 or p_expected is not null or p_action <> 1
     or p_author is distinct from s.staff or p_custodian is distinct from s.custodian or p_patient is null or p_team is not null
     or not exists (
       select 1 from pocket_draft d where d.account = s.account and d.custodian = s.custodian
         and d.id = p_id and d.patient = p_patient and d.begun < s.until)
     or not exists (
       select 1 from decision d where d.session = s.number and d.patient = p_patient and d.custodian = p_custodian
         and d.until >= s.until and (((case when gate < 64 then d.add_low else d.add_high end) >> (gate & 63)) & 1) = 1)
     or not exists (
       select 1 from directory_registration r where r.patient = p_patient and r.service_id = s.service and r.open
         and r.since <= clock_timestamp() and (r.until is null or r.until > clock_timestamp())) then
    outcome := 6; return;
  end if;
  perform set_config('kith.session', s.number::text, true);  -- who writes, for the version's own row
  select w.outcome, w.version, w.recorded into outcome, version, recorded from kith_put(
    p_id, p_type, p_patient, p_custodian, p_category, p_tier, p_team, p_barred, p_status, p_code, p_occurred, p_occurred_end,
    p_recorded, p_author, p_tokens, p_expected, p_action, p_reason, p_content_hash, p_body_hash, p_body, p_text_params,
    p_text_values, p_date_params, p_date_lows, p_date_highs, p_number_params, p_number_values, p_number_units) w;
  perform set_config('kith.session', '', true);
  if outcome not in (1, 3) then outcome := 7; version := null; recorded := null; end if;
end $$;

do $$
declare f regprocedure := 'kith_put_finished'::regproc::regprocedure;
begin
  execute format('revoke execute on function %s from public', f);
  execute format('grant execute on function %s to kith_app', f);
end $$;
