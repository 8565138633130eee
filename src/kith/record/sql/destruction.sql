-- Lawful destruction: a rule or an order, two people, holds respected. The body, its search rows and the
-- attachment's file go; hashes and certificate stay, so that the seal still verifies.

create function kith_ask_destruction(p_id uuid, p_rule text, p_reason text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare made bigint;
begin
  if not kith_may_change(p_id) then return null; end if;
  insert into destruction (id, patient, rule, reason, asked_by)
  select id, patient, p_rule, p_reason, kith_staff() from current where id = p_id
  on conflict (id) do nothing returning number into made;
  if made is null then select number into made from destruction where id = p_id; end if;  -- somebody asked before
  return made;
end $$;

-- Answers 'done', 'missing', 'same person' or 'held'.
create function kith_destroy(p_number bigint) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare d destruction%rowtype; c current%rowtype; lines text;
begin
  select * into d from destruction where number = p_number for update;
  if d.number is null or d.done_at is not null or not kith_may_change(d.id) then return 'missing'; end if;
  if d.asked_by = kith_staff() then return 'same person'; end if;
  if exists (select 1 from hold h where (h.id = d.id or h.patient = d.patient) and (h.until is null or h.until > now())) then return 'held'; end if;
  select * into c from current where id = d.id for update;
  select string_agg(v.version || ':' || encode(v.body_hash, 'hex'), E'\n' order by v.version) into lines from version v where v.id = d.id;
  update version set body = null where id = d.id;
  delete from search_text where id = d.id;
  delete from search_date where id = d.id;
  delete from search_number where id = d.id;
  update current set never = 2, tokens = '{}', code = null where id = d.id;
  update destruction set done_by = kith_staff(), done_at = clock_timestamp(), hashes = lines where number = p_number;
  insert into feed_pending (what, id, version, recorded, patient, custodian, ref)
  values (4, d.id, c.version, c.recorded, c.patient, c.custodian, p_number);
  return 'done';
end $$;

create function kith_place_hold(p_id uuid, p_reason text, p_until timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare made bigint;
begin
  if not kith_may_change(p_id) then return null; end if;
  insert into hold (id, reason, author, until) values (p_id, p_reason, kith_staff(), p_until) returning number into made;
  return made;
end $$;

-- Whether some resource that was not destroyed still holds this file.
create function kith_attachment_held(p_name text) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from attachment a left join destruction d on d.id = a.id where a.name = p_name and d.done_at is null)
$$;
