-- Agreements written on a screen: drafts, publishing, reviewing, ending; and when a version takes another's place.

-- The organisation for which this session may sign; null where it may not.
create function kith_signs_for() returns smallint
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.custodian from kith_own() s where kith_may('agree')
$$;

-- A draft is for those who sign for the organisation that writes it, and for nobody else.
create policy seen on directory_agreementdraft for select to kith_app using (custodian = (select kith_signs_for()));
grant select on directory_agreementdraft to kith_app;

-- Keeps what changes of a draft (what is null is taken out of it), and begins one that is not there. False for another's.
create function kith_keep_draft(p_id uuid, p_changes jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); moment timestamptz := clock_timestamp();
begin
  if kith_signs_for() is null or length(p_changes::text) > 50000 then return false; end if;
  insert into directory_agreementdraft as d (id, custodian, told, revision, made_by_id, kept_by_id, kept)
  values (p_id, s.custodian, jsonb_strip_nulls(p_changes), 1, s.staff, s.staff, moment)
  on conflict (id) do update set told = jsonb_strip_nulls(d.told || p_changes), revision = d.revision + 1, kept_by_id = s.staff,
    kept = moment
  where d.custodian = s.custodian;
  return found;
end $$;

create function kith_drop_draft(p_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  delete from directory_agreementdraft where id = p_id and custodian = kith_signs_for();
  return found;
end $$;

-- Makes an agreement of a draft as it was read (`p_revision`), signed by the organisation that proposes it. With a former
-- one it is the next version of its line. The proposer is a party, and was one to the former version and to the framework.
create function kith_publish_agreement(p_draft uuid, p_revision int, p_id uuid, p_former uuid, p_framework uuid, p_terms jsonb,
  p_masks bigint[], p_parties jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  s session := kith_own();
  moment timestamptz := clock_timestamp();
  before directory_agreement;
begin
  if kith_signs_for() is null or not (p_parties ? s.custodian::text)
     or (p_former is not null and not kith_party_to(p_former)) or (p_framework is not null and not kith_party_to(p_framework)) then
    return false;
  end if;
  delete from directory_agreementdraft where id = p_draft and custodian = s.custodian and revision = p_revision;
  if not found then return false; end if;
  if p_former is not null then
    select * into before from directory_agreement where id = p_former for update;
    if before.title <> p_terms ->> 'title' then raise exception 'a version keeps its title'; end if;
  end if;
  insert into directory_agreement (id, line, version, framework_id, title, why, basis, purposes, roles, depths, read_low, read_high,
    consent, starts, review, stops_after, proposer, proposed_by_id, made, reviews)
  select p_id, coalesce(before.line, p_id), coalesce((select max(v.version) from directory_agreement v where v.line = before.line), 0) + 1,
    p_framework, t.title, t.why, t.basis, t.purposes, t.roles, t.depths, p_masks[1], p_masks[2], t.consent, t.starts, t.review,
    t.stops_after, s.custodian, s.staff, moment, '[]'
  from jsonb_to_record(p_terms) t (title text, why text, basis text, purposes smallint[], roles text[], depths jsonb, consent smallint,
    starts timestamptz, review timestamptz, stops_after smallint);
  insert into directory_agreementparty (agreement_id, custodian, gives, receives, signed, signed_by_id)
  select p_id, k::smallint, (v ->> 'gives')::boolean, (v ->> 'receives')::boolean,
    case when k = s.custodian::text then moment end, case when k = s.custodian::text then s.staff end
  from jsonb_each(p_parties) e (k, v);
  return true;
end $$;

-- A version that is agreed takes the place of those before it, for those who signed it, when it starts. It is agreed once two
-- at least have signed, and whoever has not has said no. Nobody's signature ends what others have agreed among themselves: a
-- former version ends only where fewer than two are left in it.
create function kith_take_place(p_agreement uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare a directory_agreement; takes_over timestamptz; signers smallint[];
begin
  select * into a from directory_agreement where id = p_agreement and (ended is null or ended > clock_timestamp());
  signers := array(select p.custodian from directory_agreementparty p
                   where p.agreement_id = a.id and p."left" is null and p.signed is not null);
  if cardinality(signers) < 2 or exists (
    select 1 from directory_agreementparty p where p.agreement_id = a.id and p."left" is null and p.signed is null) then return; end if;
  takes_over := greatest(clock_timestamp(), a.starts);
  update directory_agreementparty p set "left" = takes_over from directory_agreement former
  where former.id = p.agreement_id and former.line = a.line and former.version < a.version and p.custodian = any (signers)
    and (p."left" is null or p."left" > takes_over) and (former.ended is null or former.ended > takes_over);
  update directory_agreement former set ended = takes_over
  where former.line = a.line and former.version < a.version and (former.ended is null or former.ended > takes_over)
    and (select count(*) from directory_agreementparty p where p.agreement_id = former.id and (p."left" is null or p."left" > takes_over)) < 2;
end $$;

-- One's own organisation signs an agreement; or leaves it, or says no to it before it has signed. What flowed is decided
-- anew with the next request. Those who sign at the same moment wait for each other: the last one sees that all have.
create or replace function kith_sign_agreement(p_agreement uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); moment timestamptz := clock_timestamp();
begin
  if kith_signs_for() is null then return false; end if;
  perform from directory_agreement where id = p_agreement for update;
  update directory_agreementparty p set signed = moment, signed_by_id = s.staff
  from directory_agreement a
  where a.id = p.agreement_id and a.id = p_agreement and p.custodian = s.custodian and p.signed is null and p."left" is null
    and (a.ended is null or a.ended > moment);
  if not found then return false; end if;
  perform kith_take_place(p_agreement);
  return true;
end $$;

create or replace function kith_leave_agreement(p_agreement uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own();
begin
  if kith_signs_for() is null then return false; end if;
  perform from directory_agreement where id = p_agreement for update;
  update directory_agreementparty p set "left" = clock_timestamp(), left_by_id = s.staff
  where p.agreement_id = p_agreement and p.custodian = s.custodian and p."left" is null;
  if not found then return false; end if;
  perform kith_take_place(p_agreement);
  return true;
end $$;

-- Whoever proposed an agreement ends it for everybody, or takes it back; the others leave it.
create function kith_end_agreement(p_agreement uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update directory_agreement set ended = clock_timestamp()
  where id = p_agreement and proposer = kith_signs_for() and (ended is null or ended > clock_timestamp());
  return found;
end $$;

-- A review, and the day of the next: by an organisation that has signed and gives (in a framework, that takes part). One
-- that was stopped is not started again by one of them alone: that takes a new version.
create function kith_review_agreement(p_agreement uuid, p_next timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); moment timestamptz := clock_timestamp();
begin
  update directory_agreement a set review = p_next, reviews = a.reviews || jsonb_build_object('on', moment, 'by', s.staff,
    'custodian', s.custodian, 'next', p_next)
  where a.id = p_agreement and p_next > moment and p_next <= moment + interval '2 years 1 day'
    and (a.ended is null or a.ended > moment)
    and (a.review is null or a.stops_after is null or a.review + make_interval(days => a.stops_after) > moment)
    and exists (select 1 from directory_agreementparty p where p.agreement_id = a.id and p.custodian = kith_signs_for()
      and kith_bound(p) and (p.gives or a.depths = '{}'));
  return found;
end $$;

-- As before; a schedule stands under whichever version of its framework is in force and signed by both, so that a
-- framework's next version does not stop what was agreed under the one before.
create or replace view kith_flows as
  select a.id as agreement, giver.custodian as giver, taker.custodian as receiver, a.purposes, a.roles, a.read_low, a.read_high,
    a.consent, least(a.ended, a.stops, giver."left", taker."left", f.until) as until
  from kith_in_force a
  join directory_agreementparty giver on giver.agreement_id = a.id and giver.gives
  join directory_agreementparty taker on taker.agreement_id = a.id and taker.receives and taker.custodian <> giver.custodian
  left join lateral (
    select count(*) as versions, min(least(v.ended, v.stops, fg."left", ft."left")) as until
    from directory_agreement named
    join kith_in_force v on v.line = named.line
    join directory_agreementparty fg on fg.agreement_id = v.id and fg.custodian = giver.custodian
    join directory_agreementparty ft on ft.agreement_id = v.id and ft.custodian = taker.custodian
    where named.id = a.framework_id and kith_bound(fg) and kith_bound(ft)) f on true
  where kith_bound(giver) and kith_bound(taker) and (a.framework_id is null or f.versions > 0);

-- Who receives what the session's own organisation holds, and what for, whatever the purpose: for the record of processing.
create function kith_all_receivers() returns table (agreement uuid, receiver smallint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select f.agreement, f.receiver from kith_flows f
  where f.giver = kith_signs_for() and (f.read_low, f.read_high) <> (0, 0)
$$;

-- From whom the session's own organisation receives.
create function kith_all_givers() returns table (agreement uuid, giver smallint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select f.agreement, f.giver from kith_flows f
  where f.receiver = kith_signs_for() and (f.read_low, f.read_high) <> (0, 0)
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname = any (array['kith_signs_for', 'kith_keep_draft', 'kith_drop_draft',
             'kith_publish_agreement', 'kith_take_place', 'kith_end_agreement', 'kith_review_agreement', 'kith_all_receivers',
             'kith_all_givers']) loop
    execute format('revoke execute on function %s from public', f);
    if f::text !~ '^kith_take_place\(' then execute format('grant execute on function %s to kith_app', f); end if;
  end loop;
end $$;
