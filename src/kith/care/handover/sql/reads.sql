-- Who has read the handover of whom, and up to which place in the feed. docs/decisions/0055-reading-the-handover.md

create table handover_read (          -- append-only: an act of a worker about a person's record
  number    bigint generated always as identity primary key,
  at        timestamptz not null default clock_timestamp(),
  session   bigint not null,
  staff     uuid not null,
  role      text not null,            -- who reads in another role may see more, and has not read that
  service   uuid,
  custodian smallint not null,
  patient   uuid not null,
  position  bigint not null           -- everything up to here that the reader may see was on the page
);
create index handover_read_mine on handover_read (staff, patient, position desc);
create index handover_read_whose on handover_read (patient, at);

-- A person's part of the feed: what is new about them, and whether anything is.
create index feed_patient on feed (patient, position) where patient is not null;

-- Nothing is granted on the table: places in the feed that somebody else has read to would tell that there is
-- something which the viewer may not see. The functions answer for the session's own reads, and for others'
-- reads of what the viewer can see.
alter table handover_read enable row level security;

create function handover_session() returns session language sql stable security definer set search_path = pg_catalog, public as $$
  select s from session s where s.number = kith_session() and s.ended is null and s.until > statement_timestamp()
$$;

create function handover_may(p_patient uuid) returns boolean language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select 1 from decision d where d.session = kith_session() and d.patient = p_patient
                 and d.until > statement_timestamp() and (d.read_low & 1) = 1)
$$;

-- Where the feed stands. For the server alone: it never leaves in the open.
create function handover_head() returns bigint language sql stable security definer set search_path = pg_catalog, public as $$
  select position from feed_head
$$;

-- A place in the feed before everything that was drained since a moment. Drained goes up with the places, and never comes
-- before an entry was recorded, so nothing that was recorded since is missed; five minutes allow for clocks that differ.
create function handover_floor(p_since timestamptz) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare low bigint := 0; high bigint := handover_head(); middle bigint; moment timestamptz;
begin
  while low < high loop
    middle := (low + high + 1) / 2;
    select drained into moment from feed where position = middle;
    if moment < p_since - interval '5 minutes' then low := middle; else high := middle - 1; end if;
  end loop;
  return low;
end $$;

-- How far the session's own member of staff has read, in this role.
create function handover_upto(p_patients uuid[]) returns table (patient uuid, upto bigint, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select r.patient, max(r.position), max(r.at) from handover_session() s
  join handover_read r on r.staff = s.staff and r.role = s.role and r.service is not distinct from s.service
  where r.patient = any (p_patients) group by r.patient
$$;

-- Marks people as read up to a place. Answers how many: none of whom the session may not know.
create function handover_mark(p_patients uuid[], p_position bigint) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare made int;
begin
  insert into handover_read (session, staff, role, service, custodian, patient, position)
  select s.number, s.staff, s.role, s.service, s.custodian, p, least(p_position, handover_head())
  from handover_session() s, unnest(p_patients) p
  where s.staff is not null and handover_may(p);
  get diagnostics made = row_count;
  return made;
end $$;

-- Who at this service has read, since a moment, at least up to the places that the viewer asks about, and when first.
create function handover_readers(p_patients uuid[], p_positions bigint[], p_since timestamptz)
returns table (patient uuid, staff uuid, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select r.patient, r.staff, min(r.at) from handover_session() s
  cross join unnest(p_patients, p_positions) a(patient, position)
  join handover_read r on r.patient = a.patient and r.position >= a.position and r.at >= p_since
    and r.service is not distinct from s.service
  where handover_may(a.patient) group by r.patient, r.staff
$$;

-- Who is signed in at this service now, without programs.
create function handover_on_shift() returns table (staff uuid) language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct o.staff from handover_session() s
  join session o on o.service = s.service and o.ended is null and o.until > statement_timestamp()
  where o.token is null and o.staff is not null
$$;

-- When the session's own member of staff signed in and out here before.
create function handover_spells(p_since timestamptz) returns table (started timestamptz, ended timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select o.started, o.ended from handover_session() s
  join session o on o.staff = s.staff and o.service = s.service
  where o.started >= p_since and o.token is null order by o.started
$$;

revoke execute on function handover_session(), handover_may(uuid), handover_head(), handover_floor(timestamptz), handover_upto(uuid[]),
  handover_mark(uuid[], bigint), handover_readers(uuid[], bigint[], timestamptz), handover_on_shift(),
  handover_spells(timestamptz) from public;
grant execute on function handover_head(), handover_floor(timestamptz), handover_upto(uuid[]), handover_mark(uuid[], bigint),
  handover_readers(uuid[], bigint[], timestamptz), handover_on_shift(), handover_spells(timestamptz) to kith_app;
