-- What the point of care keeps on the server: salts of devices' keys, and drafts. docs/safety/offline.md says why.

create table pocket_key (
  account bigint not null,
  tablet bytea not null,              -- SHA-256 of the number that the browser gave itself
  salt bytea not null,                -- destroy it, and what that account left on that device can never be opened
  made timestamptz not null default now(),
  primary key (account, tablet));

create table pocket_draft (
  account bigint not null,
  custodian smallint not null,        -- somebody who works for two organisations has two sets of drafts
  id uuid not null,                   -- the id that the entry will have
  patient uuid not null,
  changed timestamptz not null,       -- by the device's clock: the newer of two copies wins
  kept timestamptz not null default now(),
  body bytea not null,                -- locked with a key outside the database
  primary key (account, id));

create index pocket_draft_kept on pocket_draft (kept);

-- The account of this transaction's session, or null.
create function pocket_account() returns bigint language sql stable security definer set search_path = pg_catalog, public as $$
  select account from session where number = kith_session() and ended is null and until > statement_timestamp()
$$;

create function pocket_custodian() returns smallint language sql stable security definer set search_path = pg_catalog, public as $$
  select custodian from session where number = kith_session() and ended is null and until > statement_timestamp()
$$;

alter table pocket_key   enable row level security;
alter table pocket_draft enable row level security;

-- A draft is its author's alone: no role, lead or manager reads what was not yet said.
create policy own on pocket_key for all to kith_app
  using (account = (select pocket_account())) with check (account = (select pocket_account()));
create policy own on pocket_draft for all to kith_app
  using (account = (select pocket_account()) and custodian = (select pocket_custodian()))
  with check (account = (select pocket_account()) and custodian = (select pocket_custodian()));

grant select, insert, delete on pocket_key to kith_app;
grant select, insert, update, delete on pocket_draft to kith_app;
