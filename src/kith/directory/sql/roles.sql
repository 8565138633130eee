-- Roles that an organisation made. Its own workers may know them; what writes them is in src/kith/access/sql/roles.sql.

alter table directory_maderole enable row level security;
alter table directory_maderole add constraint key_of_its_organisation
  check (key ~ ('^' || custodian || '-[a-z0-9]+(-[a-z0-9]+)*$'));

-- The organisation of this transaction's open session.
create function kith_own_custodian() returns smallint
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.custodian from session s where s.number = kith_session() and s.ended is null and s.until > statement_timestamp()
$$;
create policy seen on directory_maderole for select to kith_app using (custodian = (select kith_own_custodian()));
grant select on directory_maderole to kith_app;

-- Made roles by their keys, of whichever organisation: whoever signs in has no session yet, and a look by another
-- organisation's worker says in which role.
create function kith_made_roles(p_keys text[]) returns table (key text, custodian smallint, words text, based_on text,
  maker_role text, purposes smallint[], declares text[], read_low bigint, read_high bigint, add_low bigint, add_high bigint,
  change_low bigint, change_high bigint, ended timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select m.key, m.custodian, m.words, m.based_on, m.maker_role, m.purposes, m.declares, m.read_low, m.read_high, m.add_low,
    m.add_high, m.change_low, m.change_high, m.ended
  from directory_maderole m where m.key = any (p_keys)
$$;

-- Whoever changes a role waits until nobody decides by what it was, and whoever decides by it waits for the change: no
-- decision by what a role was outlives the change.
create function kith_role_lock(p_key text) returns bigint language sql immutable as $$
  select hashtextextended('kith role ' || p_key, 0)
$$;

create function kith_role_changes() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(kith_role_lock(old.key));
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger waits before update or delete on directory_maderole for each row execute function kith_role_changes();

-- A role that ends, or may do other things than before, ends the sessions that rest on it. Where it only reads, adds or
-- changes more or less, they go on, and everything is decided anew.
create function kith_role_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' or (new.key, new.custodian, new.ended is null, new.based_on, new.purposes, new.declares)
     is distinct from (old.key, old.custodian, old.ended is null, old.based_on, old.purposes, old.declares) then
    perform kith_end_session(s.number) from session s where s.role = old.key and s.ended is null;
  else
    perform kith_forget_session(s.number) from session s where s.role = old.key and s.ended is null;
  end if;
  return null;
end $$;
create trigger stale after update or delete on directory_maderole for each row execute function kith_role_changed();

revoke execute on function kith_own_custodian(), kith_made_roles(text[]), kith_role_lock(text), kith_role_changes(),
  kith_role_changed() from public;
grant execute on function kith_own_custodian(), kith_made_roles(text[]) to kith_app;
