-- Writing: one call a resource. kith_put runs with the caller's rights, so row security decides;
-- kith_record_version runs with the owner's, and only for a row that this very transaction wrote.

create function kith_labels(custodian smallint, category smallint, tier smallint, team int, barred uuid[]) returns text
language sql immutable set search_path = pg_catalog, public as $$
  select concat_ws('/', custodian, category, tier, coalesce(team::text, '-'), coalesce(array_to_string(barred, ','), '-'))
$$;

create function kith_record_version(
  p_id uuid, p_version int, p_action smallint, p_reason text, p_content_hash bytea, p_body_hash bytea, p_body text,
  p_text_params text[], p_text_values text[],
  p_date_params text[], p_date_lows timestamptz[], p_date_highs timestamptz[],
  p_number_params text[], p_number_values float8[], p_number_units text[]
) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare c current%rowtype;
begin
  select * into c from current where id = p_id;
  if c.xid is distinct from pg_current_xact_id() or c.version is distinct from p_version then
    raise exception 'a version is added only by the transaction that wrote its row';
  end if;
  insert into version (id, version, recorded, type, patient, author, session, action, reason, labels, content_hash, body_hash, body)
  values (c.id, c.version, c.recorded, c.type, c.patient, c.author, kith_session(), p_action, p_reason,
          kith_labels(c.custodian, c.category, c.tier, c.team, c.barred), p_content_hash, p_body_hash, p_body);
  if p_version > 1 then
    delete from search_text where id = p_id;
    delete from search_date where id = p_id;
    delete from search_number where id = p_id;
  end if;
  if cardinality(p_text_params) > 0 then
    insert into search_text select p_id, c.patient, p, v from unnest(p_text_params, p_text_values) t(p, v);
  end if;
  if cardinality(p_date_params) > 0 then
    insert into search_date select p_id, c.patient, p, l, h from unnest(p_date_params, p_date_lows, p_date_highs) t(p, l, h);
  end if;
  if cardinality(p_number_params) > 0 then
    insert into search_number select p_id, c.patient, p, v, u from unnest(p_number_params, p_number_values, p_number_units) t(p, v, u);
  end if;
  insert into feed_pending (what, id, version, recorded, patient, custodian)
  values (1, c.id, c.version, c.recorded, c.patient, c.custodian);
end $$;

-- Outcomes: 1 created, 2 updated, 3 repeated, 4 conflict, 5 missing, 6 not allowed, 7 id taken, 8 other patient or type.
create function kith_put(
  p_id uuid, p_type smallint, p_patient uuid, p_custodian smallint, p_category smallint, p_tier smallint, p_team int, p_barred uuid[],
  p_status smallint, p_code bigint, p_occurred timestamptz, p_occurred_end timestamptz, p_recorded timestamptz,
  p_author uuid, p_tokens bigint[], p_expected int, p_action smallint, p_reason text,
  p_content_hash bytea, p_body_hash bytea, p_body text,
  p_text_params text[], p_text_values text[],
  p_date_params text[], p_date_lows timestamptz[], p_date_highs timestamptz[],
  p_number_params text[], p_number_values float8[], p_number_units text[],
  out outcome smallint, out version int, out recorded timestamptz
) language plpgsql as $$
declare
  found_version int; found_type smallint; found_patient uuid; next_version int := coalesce(p_expected, 0) + 1;
begin
  select c.version, c.type, c.patient into found_version, found_type, found_patient from current c where c.id = p_id;
  if p_expected is null and found_version is null then
    begin
      insert into current (id, patient, type, custodian, category, tier, team, barred, status, version, code,
                           occurred, occurred_end, recorded, author, tokens)
      values (p_id, p_patient, p_type, p_custodian, p_category, p_tier, p_team, p_barred, p_status, 1, p_code,
              p_occurred, p_occurred_end, p_recorded, p_author, p_tokens);
      outcome := 1;
    exception
      when insufficient_privilege or unique_violation then  -- no right, or a twin was first, or it is out of sight
        if kith_same(p_id, 1, p_content_hash, p_action) then
          outcome := 3; select r.version, r.recorded into version, recorded from kith_first(p_id, 1) r;
        else outcome := case when sqlstate = '42501' then 6 else 7 end; end if;
        return;
    end;
  elsif p_expected is null then
    if kith_same(p_id, 1, p_content_hash, p_action) then
      outcome := 3; select r.version, r.recorded into version, recorded from kith_first(p_id, 1) r;
    else outcome := 4; version := found_version; end if;
    return;
  elsif found_version is null then
    if kith_same(p_id, next_version, p_content_hash, p_action) then
      outcome := 3; select r.version, r.recorded into version, recorded from kith_first(p_id, next_version) r;
    else outcome := 5; end if;
    return;
  elsif found_type <> p_type or found_patient is distinct from p_patient then
    outcome := 8; return;
  else
    update current c set status = p_status, version = next_version, code = p_code, occurred = p_occurred,
      occurred_end = p_occurred_end, recorded = p_recorded, author = p_author, tokens = p_tokens, xid = pg_current_xact_id()
    where c.id = p_id and c.version = p_expected;
    if not found then
      select c.version into found_version from current c where c.id = p_id;
      if found_version = p_expected then outcome := 6;
      elsif kith_same(p_id, next_version, p_content_hash, p_action) then
        outcome := 3; select r.version, r.recorded into version, recorded from kith_first(p_id, next_version) r;
      else outcome := 4; version := found_version; end if;
      return;
    end if;
    outcome := 2;
  end if;
  version := next_version; recorded := p_recorded;
  perform kith_record_version(p_id, next_version, p_action, p_reason, p_content_hash, p_body_hash, p_body,
    p_text_params, p_text_values, p_date_params, p_date_lows, p_date_highs, p_number_params, p_number_values, p_number_units);
end $$;

-- Whether this viewer's own repeat is the act that already stands: a repeat is answered, never stored twice. That holds
-- when its author may no longer see it, or nobody may: a late repeat must not be sent on as a new entry. Deleting is
-- another act than writing the same words.
create function kith_same(p_id uuid, p_version int, p_content_hash bytea, p_action smallint) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from version v
                 where v.id = p_id and v.version = p_version and v.content_hash = p_content_hash and v.action = p_action
                   and (v.session = kith_session() or v.author = kith_staff()))
$$;

create function kith_first(p_id uuid, p_version int, out version int, out recorded timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select v.version, v.recorded from version v where v.id = p_id and v.version = p_version
$$;

-- Whether the session may change the row as it stands labelled now.
create function kith_may_change(p_id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select 1 from current c join decision d
      on d.patient = coalesce(c.patient, '00000000-0000-0000-0000-000000000000'::uuid) and d.custodian = c.custodian
    where c.id = p_id and d.session = kith_session() and d.until > statement_timestamp() and c.never = 0
      and (((case when c.gate < 64 then d.change_low else d.change_high end) >> (c.gate & 63)) & 1) = 1
      and (c.team is null or c.team = any (d.teams)) and (c.barred is null or not kith_staff() = any (c.barred)))
$$;

-- A new label governs every version, and is itself recorded, sealed and fed like one.
create function kith_relabel(p_id uuid, p_category smallint, p_tier smallint, p_team int, p_barred uuid[], p_never smallint, p_reason text)
returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare c current%rowtype; before text; made bigint;
begin
  if not kith_may_change(p_id) then return null; end if;
  select * into c from current where id = p_id for update;
  if p_never not in (0, 1) then raise exception 'only lawful destruction marks a resource destroyed'; end if;
  before := kith_labels(c.custodian, c.category, c.tier, c.team, c.barred) || '/' || c.never;
  update current set category = p_category, tier = p_tier, team = p_team, barred = p_barred, never = p_never where id = p_id;
  insert into label_change (id, version, author, session, old, new, reason)
  values (p_id, c.version, kith_staff(), kith_session(), before,
          kith_labels(c.custodian, p_category, p_tier, p_team, p_barred) || '/' || p_never, p_reason)
  returning number into made;
  insert into feed_pending (what, id, version, recorded, patient, custodian, ref)
  values (2, p_id, c.version, c.recorded, c.patient, c.custodian, made);
  return made;
end $$;

create function kith_note_moved(p_from uuid, p_to uuid, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from current where id = p_to and xid = pg_current_xact_id()) then
    raise exception 'a move is noted only by the transaction that made it';
  end if;
  insert into moved (from_id, to_id, author, reason) values (p_from, p_to, kith_staff(), p_reason);
end $$;

create function kith_attach(p_id uuid, p_version int, p_name text, p_sha256 bytea, p_size bigint, p_media text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from current where id = p_id and version = p_version and xid = pg_current_xact_id()) then
    raise exception 'an attachment belongs to a version written in the same transaction';
  end if;
  insert into attachment values (p_id, p_version, p_name, p_sha256, p_size, p_media);
end $$;
