-- What each worker has learned: who answered a step rightly, in which edition, and when.
create table learned (
  number  bigint generated always as identity primary key,
  at      timestamptz not null default clock_timestamp(),
  staff   uuid not null,
  step    text not null check (length(step) between 1 and 40),
  edition text not null check (length(edition) between 1 and 20),
  unique (staff, step, edition)
);

-- Nothing is granted on the table: whoever asks learns of themselves, and of colleagues where they lead.
alter table learned enable row level security;

create function learned_mark(p_step text, p_edition text) returns void
language sql security definer set search_path = pg_catalog, public as $$
  insert into learned (staff, step, edition)
  select s.staff, p_step, p_edition from session s
  where s.number = kith_session() and s.staff is not null and s.ended is null and s.until > statement_timestamp()
  on conflict do nothing
$$;

create function learned_mine() returns table (step text, edition text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select l.step, l.edition, l.at from session s join learned l on l.staff = s.staff
  where s.number = kith_session() and s.ended is null and s.until > statement_timestamp()
$$;

-- Of everybody with a post at the session's own service now, for those who let workers in or help them in.
create function learned_here() returns table (staff uuid, role text, step text, edition text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select p.staff_id, p.role, l.step, l.edition, l.at
  from directory_post p left join learned l on l.staff = p.staff_id
  where p.service_id = kith_open_service() and p.since <= statement_timestamp()
    and (p.until is null or p.until > statement_timestamp()) and (kith_may('admit') or kith_may('oversee'))
$$;

revoke execute on function learned_mark(text, text), learned_mine(), learned_here() from public;
grant execute on function learned_mark(text, text), learned_mine(), learned_here() to kith_app;
