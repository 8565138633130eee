-- Looks that the person and those they chose are not shown (practice, 24): those of safeguarding sessions (purpose 3), until
-- whoever looked, or oversees in the looker's own organisation, decides that they can be told. Nobody else sees them either,
-- for a list may be read over a shoulder, and whoever works where the person lives may be the one asked about.

create table withheld_look (
  patient   uuid not null,
  at        timestamptz not null,
  number    bigint not null,
  session   bigint not null,
  custodian smallint not null,
  primary key (patient, at, number)
);
alter table withheld_look enable row level security;  -- nothing is granted on it

create or replace function kith_look(p_patients uuid[], p_kind smallint, p_face text, p_asked text, p_depth smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare made bigint; moment timestamptz := clock_timestamp(); s session%rowtype;
begin
  select * into s from session where number = kith_session();
  if s.number is null then raise exception 'no session, no look'; end if;
  insert into look (at, session, staff, role, custodian, purpose, kind, face, asked, depth)
  values (moment, s.number, s.staff, s.role, s.custodian, s.purpose, p_kind, p_face, p_asked, p_depth)
  returning number into made;
  insert into look_person (patient, at, number) select distinct p, moment, made from unnest(p_patients) p where p is not null;
  if s.purpose = 3 then perform kith_withhold(s, moment, made, p_kind); end if;
end $$;

-- Lists are withheld too; a case to decide about is made by an opening.
create function kith_withhold(s session, p_at timestamptz, p_number bigint, p_kind smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into withheld_look (patient, at, number, session, custodian)
  select p.patient, p.at, p.number, s.number, s.custodian from look_person p
  where p.at = p_at and p.number = p_number and not exists (
    select 1 from directory_withholding w where w.patient = p.patient and w.session = s.number and w.told is not null);
  if p_kind <> 2 then
    insert into directory_withholding (patient, session, staff, role, custodian, why, made, review)
    select p.patient, s.number, s.staff, s.role, s.custodian, '', p_at, p_at + interval '28 days' from look_person p
    where p.at = p_at and p.number = p_number
    on conflict (session, patient) do nothing;
  end if;
end $$;

-- Those that this session is not to see; with `p_all` those that nobody is to see who reads with the person.
create function kith_withheld(p_all boolean) returns table (patient uuid, at timestamptz, number bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select w.patient, w.at, w.number from decision d join withheld_look w on w.patient = d.patient
  where d.session = kith_session() and d.until > statement_timestamp()
    and (p_all or not (w.custodian = (kith_own()).custodian and kith_may('oversee')))
$$;

-- Who looked is told under a decision of the session's own organisation, but for what is withheld.
alter policy seen on look_person using (
  exists (
    select 1 from decision d
    where d.session = (select kith_session()) and d.patient = look_person.patient and d.until > statement_timestamp()
      and d.custodian = (select s.custodian from session s where s.number = (select kith_session())))
  and (look_person.patient, look_person.at, look_person.number) not in (select w.patient, w.at, w.number from kith_withheld(false) w));

-- Reasons declared are told the same way: never those of a session whose looks are withheld.
create or replace function kith_declared(p_patients uuid[], p_since timestamptz)
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
    and not exists (
      select 1 from session s where s.number = x.session and s.purpose = 3 and not exists (
        select 1 from directory_withholding w
        where w.session = x.session and w.patient in (x.patient, a.patient) and w.told is not null))
  order by x.number desc
$$;

-- What is withheld, for those who decide: whoever looked, and whoever oversees in their organisation.
create function kith_withholdings()
returns table (number bigint, patient uuid, staff uuid, role text, why text, made timestamptz, review timestamptz,
  told timestamptz, own boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select w.number, w.patient, w.staff, w.role, w.why, w.made, w.review, w.told, w.staff = (kith_own()).staff
  from directory_withholding w
  where w.custodian = (kith_own()).custodian and (w.staff = (kith_own()).staff or kith_may('oversee'))
  order by w.told is not null, w.review, w.number limit 500
$$;

-- Keep it so until another date, with a reason; or, without a date, let it be told from now on.
create function kith_review_withholding(p_number bigint, p_why text, p_review timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare w directory_withholding%rowtype; s session := kith_own();
begin
  select * into w from directory_withholding x
  where x.number = p_number and x.told is null and x.custodian = s.custodian and (x.staff = s.staff or kith_may('oversee'));
  if w.number is null then return false; end if;
  if p_review is not null then
    update directory_withholding set why = p_why, review = p_review where number = w.number;
  else
    update directory_withholding set why = p_why, told = clock_timestamp(), told_by = s.staff where number = w.number;
    delete from withheld_look where patient = w.patient and session = w.session;
  end if;
  return true;
end $$;

revoke execute on function kith_withhold(session, timestamptz, bigint, smallint), kith_withheld(boolean), kith_withholdings(),
  kith_review_withholding(bigint, text, timestamptz) from public;
grant execute on function kith_withheld(boolean), kith_withholdings(), kith_review_withholding(bigint, text, timestamptz) to kith_app;
