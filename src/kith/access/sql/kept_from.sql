-- Single entries that are kept from the person (and so from whoever reads for them) or from one reader (practice, 24 and 25).
-- docs/decisions/0084-an-entry-is-kept-from-somebody.md
--
-- What keeps an entry is `barred` on the entry, as always; directory_keptfrom says by whose decision, why and until when
-- that is asked again. Both are written here, in one act, and so never differ.

-- A reader is barred by the names of all about whom they read: a person goes by each of their Patients.
create or replace function kith_names() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select case when s.staff is null then null when s.purpose <> 4 then array[s.staff]
    else s.staff || array(
      select o.patient from directory_ownaccess o where o.who = s.staff
      union
      select other.patient from directory_ownaccess o
        join directory_personlink own on own.patient = o.patient and own.state = 'confirmed'
        join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
      where o.who = s.staff) end
  from session s where s.number = kith_session()
$$;

-- Every Patient of the person, under confirmed links.
create function kith_same_person(p_patient uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select p_patient
  union
  select other.patient from directory_personlink own
    join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
  where own.patient = p_patient and own.state = 'confirmed'
$$;

-- Whether the session may keep this entry of its own organisation from somebody: it may change the entry, and legal
-- authority (legal, detail: gate 46), as for giving leave to read.
create function kith_may_keep(p_entry uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select kith_may_change(p_entry) and exists (
    select 1 from current c join session s on s.number = kith_session() and s.custodian = c.custodian and s.purpose <> 4
      join decision d on d.session = s.number and d.patient = c.patient and d.custodian = c.custodian
    where c.id = p_entry and d.until > statement_timestamp() and ((d.change_low >> 46) & 1) = 1)
$$;

-- Changes whom one resource is barred from; recorded, sealed and fed like every label. The rights are the caller's to ask.
create function kith_bar(p_id uuid, p_barred uuid[], p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare c current%rowtype; made bigint; barred_now uuid[] := nullif(p_barred, '{}');
begin
  select * into c from current where id = p_id for update;
  if c.barred is not distinct from barred_now then return; end if;
  update current set barred = barred_now where id = p_id;
  insert into label_change (id, version, author, session, old, new, reason)
  values (p_id, c.version, kith_staff(), kith_session(),
          kith_labels(c.custodian, c.category, c.tier, c.team, c.barred) || '/' || c.never,
          kith_labels(c.custodian, c.category, c.tier, c.team, barred_now) || '/' || c.never, p_reason)
  returning number into made;
  insert into feed_pending (what, id, version, recorded, patient, custodian, ref)
  values (2, p_id, c.version, c.recorded, c.patient, c.custodian, made);
end $$;

-- The entry, and what was written about it: acts about a change or a concern that rest on it repeat what it says. Whoever
-- keeps it may not be able to change those; they are kept all the same.
create function kith_rests_on(p_entry uuid, p_issue smallint) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select p_entry
  union
  select d.id from current c join current d on d.patient = c.patient and d.type = p_issue
    join version v on v.id = d.id and v.version = d.version and v.recorded = d.recorded
  where c.id = p_entry and position('Observation/' || p_entry in v.body) > 0
$$;

create function kith_keep(p_entry uuid, p_whom uuid, p_issue smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_bar(c.id, array(select distinct x from unnest(c.barred || p_whom) x order by 1), 'Kept from somebody')
  from current c where c.id in (select kith_rests_on(p_entry, p_issue));
end $$;

-- What rests on another entry that is still kept from them stays kept.
create function kith_keep_no_more(p_entry uuid, p_whom uuid, p_issue smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_bar(c.id, array_remove(c.barred, p_whom), 'Given back')
  from current c where c.id in (select kith_rests_on(p_entry, p_issue)) and not exists (
    select 1 from directory_keptfrom k
    where k.patient = c.patient and k.whom = p_whom and k.over is null and c.id in (select kith_rests_on(k.entry, p_issue)));
end $$;

-- When it is asked again: within six months, for as long as a health professional's opinion counts (Data Protection Act
-- 2018, Schedule 3, paragraph 5).
create function kith_may_wait(p_review timestamptz) returns boolean language sql stable as $$
  select p_review > clock_timestamp() and p_review <= clock_timestamp() + interval '184 days'
$$;

create function kith_keep_from(p_entry uuid, p_whom uuid, p_reason smallint, p_why text, p_opinion text, p_review timestamptz,
  p_issue smallint) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); c current%rowtype;
begin
  if not kith_may_keep(p_entry) or not kith_may_wait(p_review) or coalesce(p_why, '') = '' then return false; end if;
  select * into c from current where id = p_entry;
  if p_whom <> c.patient and not exists (
       select 1 from directory_ownaccess o
       where o.who = p_whom and o.kind <> 1 and o.patient in (select kith_same_person(c.patient))) then return false; end if;
  if p_reason not in (1, 2, 3, 4) or (p_reason = 4 and p_whom = c.patient) or (p_reason = 1 and coalesce(p_opinion, '') = '') then
    return false;
  end if;
  insert into directory_keptfrom (entry, patient, custodian, whom, reason, why, opinion, made, made_by, made_role, review, former, over_why)
  values (p_entry, c.patient, c.custodian, p_whom, p_reason, p_why, p_opinion, clock_timestamp(), s.staff, s.role, p_review, '[]', '')
  on conflict do nothing;
  if not found then return false; end if;
  perform kith_keep(p_entry, p_whom, p_issue);
  return true;
end $$;

-- Whether the session decides about one that stands: whoever made it, and whoever oversees there.
create function kith_decides_kept(k directory_keptfrom) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select k.over is null and kith_may_keep(k.entry) and (k.made_by = (kith_own()).staff or kith_may('oversee'))
$$;

-- Keep it so for longer, with the reason; or, without a date, give it back.
create function kith_review_kept(p_number bigint, p_why text, p_review timestamptz, p_issue smallint) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare k directory_keptfrom%rowtype; s session := kith_own();
begin
  select * into k from directory_keptfrom where number = p_number for update;
  if k.number is null or not kith_decides_kept(k) or coalesce(p_why, '') = '' then return false; end if;
  if p_review is not null then
    if not kith_may_wait(p_review) then return false; end if;
    update directory_keptfrom set review = p_review,
      former = former || jsonb_build_object('by', s.staff, 'at', clock_timestamp(), 'why', p_why)
    where number = p_number;
    return true;
  end if;
  update directory_keptfrom set over = clock_timestamp(), over_by = s.staff, over_why = p_why where number = p_number;
  perform kith_keep_no_more(k.entry, k.whom, p_issue);
  return true;
end $$;

-- What stands or stood, of the session's own organisation, for whoever decides such things about these people. Joined with
-- what the session may see, so that nobody learns of an entry that is closed to themselves.
create function kith_kept(p_patients uuid[]) returns setof directory_keptfrom
language sql stable security definer set search_path = pg_catalog, public as $$
  select k.* from directory_keptfrom k join session s on s.number = kith_session() and s.custodian = k.custodian and s.purpose <> 4
    join decision d on d.session = s.number and d.patient = k.patient and d.custodian = k.custodian
  where k.patient = any (p_patients) and d.until > statement_timestamp() and ((d.change_low >> 46) & 1) = 1
$$;

-- Somebody who reads for the person under a second leave is another reader to the database: what is kept from one of the
-- same name is kept from them too. For whoever has just given that leave.
create function kith_keep_from_namesake(p_access uuid, p_issue smallint) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare o directory_ownaccess%rowtype; k record; many int := 0;
begin
  select * into o from directory_ownaccess where id = p_access and open and kind <> 1;
  if o.id is null or not exists (
    select 1 from decision d where d.session = kith_session() and d.patient = o.patient and d.custodian = o.custodian
      and d.until > statement_timestamp() and ((d.change_low >> 46) & 1) = 1) then return 0; end if;
  for k in
    select distinct on (x.entry) x.* from directory_keptfrom x join directory_ownaccess was on was.who = x.whom and was.kind <> 1
    where x.over is null and was.who <> o.who and x.patient in (select kith_same_person(o.patient))
      and lower(regexp_replace(was.name, '\s+', '', 'g')) = lower(regexp_replace(o.name, '\s+', '', 'g'))
  loop
    insert into directory_keptfrom (entry, patient, custodian, whom, reason, why, opinion, made, made_by, made_role, review, former, over_why)
    values (k.entry, k.patient, k.custodian, o.who, k.reason, k.why, k.opinion, k.made, k.made_by, k.made_role, k.review, k.former, '')
    on conflict do nothing;
    perform kith_keep(k.entry, o.who, p_issue);
    many := many + 1;
  end loop;
  return many;
end $$;

-- An entry that is moved to the right person stays kept from the person and those who read for them: there too, until
-- somebody decides. Only by the transaction that moved it.
create function kith_keep_moved(p_from uuid, p_to uuid, p_issue smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare k directory_keptfrom%rowtype; c current%rowtype;
begin
  select * into c from current where id = p_to and xid = pg_current_xact_id();
  if c.id is null or not exists (select 1 from moved where from_id = p_from and to_id = p_to) then return; end if;
  for k in select * from directory_keptfrom where entry = p_from and over is null order by number loop
    update directory_keptfrom set over = clock_timestamp(), over_by = kith_staff(), over_why = 'Moved to another record' where number = k.number;
    if k.whom <> k.patient then continue; end if;
    insert into directory_keptfrom (entry, patient, custodian, whom, reason, why, opinion, made, made_by, made_role, review, former, over_why)
    values (p_to, c.patient, c.custodian, c.patient, k.reason, k.why, k.opinion, k.made, k.made_by, k.made_role, k.review, k.former, '')
    on conflict do nothing;
    perform kith_keep(p_to, c.patient, p_issue);
  end loop;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname = any (array['kith_same_person', 'kith_may_keep', 'kith_bar', 'kith_rests_on',
             'kith_keep', 'kith_keep_no_more', 'kith_may_wait', 'kith_keep_from', 'kith_decides_kept', 'kith_review_kept',
             'kith_kept', 'kith_keep_from_namesake', 'kith_keep_moved']) loop
    execute format('revoke execute on function %s from public', f);
    if f::text ~ '^kith_(keep_from|review_kept|kept|keep_from_namesake|keep_moved)\(' then
      execute format('grant execute on function %s to kith_app', f);
    end if;
  end loop;
end $$;
