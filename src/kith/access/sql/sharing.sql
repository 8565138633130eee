-- What the gate weighs beside a registration: reasons that the session declared, agreements, and the person's choices.

-- As before, and what the session has declared about the person: the kinds that count now (a bit each) and until when the
-- last of them does.
drop function kith_facts(uuid[]);
create function kith_facts(p_patients uuid[])
returns table (asked uuid, patient uuid, custodian smallint, removed boolean, since timestamptz, until timestamptz, open boolean,
  chosen boolean, declared int, declared_until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  with held as (
    select a.asked, k.id as patient, k.custodian, k.removed is not null as removed
    from unnest(p_patients) a(asked)
    left join directory_personlink own on own.patient = a.asked and own.state = 'confirmed'
    left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
    join directory_knownpatient k on k.id = coalesce(other.patient, a.asked))
  select h.asked, h.patient, h.custodian, h.removed, r.since, r.until, r.open,
    (select kith_chosen_login()) is null
      or exists (select 1 from directory_chosenperson c where c.login_id = (select kith_chosen_login()) and c.patient = r.patient),
    d.kinds, d.until
  from held h
  left join directory_registration r on r.patient = h.patient and r.service_id = kith_open_service() and not h.removed
  left join lateral (
    select bit_or(1 << x.kind::int) as kinds, max(x.until) as until from directory_declaration x
    where x.session = kith_session() and x.patient = h.patient
      and x.since <= statement_timestamp() and x.until > statement_timestamp()) d on true
$$;

-- Agreements in force now, but for who has signed them: begun, not ended, not stopped by a review that was missed.
create view kith_in_force as
  select a.*, a.review + make_interval(days => a.stops_after) as stops from directory_agreement a
  where a.starts <= statement_timestamp() and (a.ended is null or a.ended > statement_timestamp())
    and (a.review is null or a.stops_after is null or a.review + make_interval(days => a.stops_after) > statement_timestamp());

-- Whether a party has signed and not left.
create function kith_bound(p directory_agreementparty) returns boolean language sql stable as $$
  select coalesce(p.signed <= statement_timestamp() and (p."left" is null or p."left" > statement_timestamp()), false)
$$;

-- Everything that flows now from one organisation to another: agreements in force that both have signed, with the framework
-- where there is one. For whom and what for is told in each row.
create view kith_flows as
  select a.id as agreement, giver.custodian as giver, taker.custodian as receiver, a.purposes, a.roles, a.read_low, a.read_high,
    a.consent, least(a.ended, a.stops, giver."left", taker."left", f.ended, f.stops, fg."left", ft."left") as until
  from kith_in_force a
  join directory_agreementparty giver on giver.agreement_id = a.id and giver.gives
  join directory_agreementparty taker on taker.agreement_id = a.id and taker.receives and taker.custodian <> giver.custodian
  left join kith_in_force f on f.id = a.framework_id
  left join directory_agreementparty fg on fg.agreement_id = f.id and fg.custodian = giver.custodian
  left join directory_agreementparty ft on ft.agreement_id = f.id and ft.custodian = taker.custodian
  where kith_bound(giver) and kith_bound(taker)
    and (a.framework_id is null or (kith_bound(fg) and kith_bound(ft)));

-- What these organisations let flow to the session's own, for its purpose and role.
create function kith_agreed(p_holders smallint[])
returns table (agreement uuid, holder smallint, low bigint, high bigint, consent smallint, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select f.agreement, f.giver, f.read_low, f.read_high, f.consent, f.until
  from session s
  join kith_flows f on f.receiver = s.custodian and f.giver = any (p_holders) and s.purpose = any (f.purposes)
    and (f.roles = '{}' or s.role = any (f.roles))
  where s.number = kith_session() and s.ended is null and s.until > statement_timestamp()
$$;

-- Who receives what the session's own organisation holds, for this purpose and in whichever role.
create function kith_receivers(p_purpose smallint) returns table (agreement uuid, receiver smallint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select f.agreement, f.receiver
  from session s join kith_flows f on f.giver = s.custodian and p_purpose = any (f.purposes) and (f.read_low, f.read_high) <> (0, 0)
  where s.number = kith_session() and s.ended is null and s.until > statement_timestamp()
$$;

-- What the person behind these Patients chose about sharing, as far as it counts now.
create function kith_choices(p_patients uuid[])
returns table (patient uuid, kind smallint, of smallint, "to" smallint, low bigint, high bigint, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.patient, c.kind, c.of, c."to", c.low, c.high, c.until from directory_choice c
  where c.patient = any (p_patients) and c.open and kith_session() is not null
    and c.since <= statement_timestamp() and (c.until is null or c.until > statement_timestamp())
$$;

-- Declares a reason about a person for the session, where its role may. Answers until when it counts; null when it may not.
-- It says nothing about whether there is such a person.
create function kith_declare(p_patient uuid, p_kind smallint, p_why text, p_lasts interval) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  s session := kith_own();
  names text[] := array['agreed', 'absent', 'lacks-capacity', 'emergency'];
  ends timestamptz := least(s.until, clock_timestamp() + least(p_lasts, interval '12 hours'));
begin
  if s.number is null or p_kind not between 1 and 4 or not kith_may('declare:' || names[p_kind]) then return null; end if;
  insert into directory_declaration (session, staff, role, custodian, service, patient, kind, why, since, until)
  values (s.number, s.staff, s.role, s.custodian, s.service, p_patient, p_kind, p_why, statement_timestamp(), ends);
  perform kith_forget_declared(s.number, p_patient);
  return ends;
end $$;

-- The declarer's own decisions about the person are made anew.
create function kith_forget_declared(p_session bigint, p_patient uuid) returns void
language sql security definer set search_path = pg_catalog, public as $$
  delete from decision d where d.session = p_session and d.patient in (
    select p_patient union
    select other.patient from directory_personlink own
    join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
    where own.patient = p_patient and own.state = 'confirmed')
$$;

-- What was declared about people who are open to the session: the person's to know. Of what was declared about another
-- Patient of the same person only what also looked into this one: that another organisation knows them is not told.
create function kith_declared(p_patients uuid[], p_since timestamptz)
returns table (number bigint, patient uuid, staff uuid, role text, custodian smallint, kind smallint, why text,
  since timestamptz, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct on (x.number) x.number, a.patient, x.staff, x.role, x.custodian, x.kind, x.why, x.since, x.until
  from unnest(p_patients) a(patient)
  left join directory_personlink own on own.patient = a.patient and own.state = 'confirmed'
  left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
  join directory_declaration x on x.patient = coalesce(other.patient, a.patient) and x.since >= p_since
  where exists (select 1 from decision d where d.session = kith_session() and d.patient = a.patient and d.until > statement_timestamp())
    and (x.patient = a.patient or exists (
      select 1 from look_person p join look l on l.at = p.at and l.number = p.number
      where p.patient = a.patient and p.at >= x.since and p.at < x.until and l.session = x.session))
  order by x.number desc
$$;

-- What the session's own organisation's staff declared about anybody, for whoever oversees (the privacy officer's week).
create function kith_declared_here(p_since timestamptz)
returns table (number bigint, patient uuid, staff uuid, role text, custodian smallint, kind smallint, why text,
  since timestamptz, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select x.number, x.patient, x.staff, x.role, x.custodian, x.kind, x.why, x.since, x.until from directory_declaration x
  where kith_may('oversee') and x.since >= p_since and x.custodian = (kith_own()).custodian
  order by x.number desc limit 2000
$$;

-- One's own organisation signs an agreement, or leaves it. What flowed is decided anew with the next request.
create function kith_sign_agreement(p_agreement uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); moment timestamptz := clock_timestamp();
begin
  if s.number is null or not kith_may('agree') then return false; end if;
  update directory_agreementparty p set signed = moment, signed_by_id = s.staff
  from directory_agreement a
  where a.id = p.agreement_id and a.id = p_agreement and p.custodian = s.custodian and p.signed is null and p."left" is null
    and (a.ended is null or a.ended > moment);
  if not found then return false; end if;
  -- A new version takes the place of the one before as soon as everybody has signed it.
  update directory_agreement former set ended = moment from directory_agreement a
  where a.id = p_agreement and former.line = a.line and former.version < a.version
    and (former.ended is null or former.ended > moment)
    and not exists (select 1 from directory_agreementparty p where p.agreement_id = a.id and p.signed is null and p."left" is null);
  return true;
end $$;

create function kith_leave_agreement(p_agreement uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own();
begin
  if s.number is null or not kith_may('agree') then return false; end if;
  update directory_agreementparty p set "left" = clock_timestamp(), left_by_id = s.staff
  where p.agreement_id = p_agreement and p.custodian = s.custodian and p."left" is null;
  return found;
end $$;

-- Who looked for somebody by the exact rule, and when: so that nobody tries their way through birth dates.
create table sought (
  staff uuid not null,
  at    timestamptz not null default clock_timestamp()
);
create index sought_staff on sought (staff, at);
alter table sought enable row level security;

-- Finding somebody without a relationship (access rules, 8): NHS number and birth date, or full name, birth date and
-- postcode. One person at most, by id alone; null for nobody, for several, and for a role that may declare no reason.
-- Asked too often it answers that it was. The session's own organisation's Patient comes first, where it has one.
create function kith_find_exactly(p_birth date, p_number text, p_family text, p_given text, p_postcode text, p_most int)
returns table (patient uuid, too_often boolean)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare s session := kith_own(); found uuid[]; people int;
begin
  if s.number is null or not (kith_may('declare:agreed') or kith_may('declare:emergency')) then return; end if;
  if (select count(*) from sought x where x.staff = s.staff and x.at > clock_timestamp() - interval '1 hour') >= p_most then
    return query select null::uuid, true; return;
  end if;
  insert into sought (staff) values (s.staff);
  select array_agg(k.id order by k.custodian <> s.custodian, k.id), count(distinct coalesce(l.person_id, k.id)) into found, people
  from directory_knownpatient k
  left join directory_personlink l on l.patient = k.id and l.state = 'confirmed'
  where k.removed is null and k.birth_date = p_birth
    and ((p_number <> '' and k.nhs_number = p_number)
      or (p_number = '' and p_family <> '' and p_given <> '' and p_postcode <> '' and k.postcode = p_postcode
          and lower(k.family) = lower(p_family) and lower(p_given) in (lower(k.given), split_part(lower(k.given), ' ', 1))));
  return query select case when people = 1 then found[1] end, false;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname = any (array['kith_facts', 'kith_agreed', 'kith_choices', 'kith_declare',
             'kith_declared', 'kith_declared_here', 'kith_sign_agreement', 'kith_leave_agreement', 'kith_bound',
             'kith_forget_declared', 'kith_find_exactly', 'kith_receivers']) loop
    execute format('revoke execute on function %s from public', f);
    if f::text !~ '^kith_(bound|forget_declared)\(' then
      execute format('grant execute on function %s to kith_app', f);
    end if;
  end loop;
end $$;
