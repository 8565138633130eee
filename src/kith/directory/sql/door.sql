-- Rights and staleness of what opens the door: PINs, badges, agency logins. Whoever may see a row of the three tables
-- under row security is told in src/kith/access/sql/door.sql.

alter table directory_agencylogin  enable row level security;
alter table directory_chosenperson enable row level security;
alter table directory_pinreset     enable row level security;

grant select on directory_pin, directory_pinmiss, directory_badge, directory_doorrule,
  directory_agencylogin, directory_chosenperson, directory_pinreset to kith_app;
grant insert on directory_pinmiss to kith_app;
grant usage on sequence directory_pinmiss_id_seq to kith_app;

-- A post that changes or ends, ends the sessions that rest on it. One that is only made longer ends nobody's work.
create or replace function kith_post_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and (new.staff_id, new.service_id, new.role, new.since) = (old.staff_id, old.service_id, old.role, old.since)
     and (new.until is null or new.until >= old.until) then
    return null;
  end if;
  perform kith_end_session(s.number) from session s
  where s.staff = old.staff_id and s.service = old.service_id and s.role = old.role and s.ended is null;
  return null;
end $$;

-- A login that is for other people than before is decided anew; who is no longer among them leaves its devices.
create function kith_login_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_forget_session(s.number) from session s join directory_post p
    on p.staff_id = s.staff and p.service_id = s.service and p.role = s.role
  where p.id = new.post_id and s.ended is null;
  return null;
end $$;
create trigger stale after insert or update of only_chosen on directory_agencylogin
  for each row execute function kith_login_changed();

create function kith_chosen_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare login uuid := case when tg_op = 'INSERT' then new.login_id else old.login_id end;
begin
  perform kith_forget_session(s.number) from session s join directory_post p
    on p.staff_id = s.staff and p.service_id = s.service and p.role = s.role
  where p.id = login and s.ended is null;
  if tg_op <> 'INSERT' then
    perform kith_left_scope(k.id, k.custodian) from directory_knownpatient k where k.id = old.patient;
  end if;
  return null;
end $$;
create trigger stale after insert or update or delete on directory_chosenperson
  for each row execute function kith_chosen_changed();

-- A device that is retired takes with it the sessions that were opened on it.
create function kith_device_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_end_session(s.number) from session s where s.device = old.id and s.ended is null;
  return null;
end $$;
create trigger stale after update of retired, service_id, secret_hash or delete on directory_device
  for each row execute function kith_device_changed();

revoke execute on function kith_login_changed(), kith_chosen_changed(), kith_device_changed() from public;
