-- What makes a decision stale deletes it in the same transaction, whoever writes and from wherever.

create function kith_registration_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op <> 'INSERT' then
    perform kith_forget_patient(old.patient);
    perform kith_left_scope(old.patient, old.custodian);
  end if;
  if tg_op <> 'DELETE' then perform kith_forget_patient(new.patient); end if;
  return null;
end $$;
create trigger stale after insert or update or delete on directory_registration
  for each row execute function kith_registration_changed();

create function kith_known_patient_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' or old.removed is distinct from new.removed or old.custodian <> new.custodian then
    perform kith_forget_patient(old.id);
    perform kith_left_scope(old.id, old.custodian);
  end if;
  return null;
end $$;
create trigger stale after update or delete on directory_knownpatient
  for each row execute function kith_known_patient_changed();

-- A link changes what is known of everybody who is joined by it.
create function kith_link_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare touched uuid;
begin
  for touched in
    select distinct l.patient from directory_personlink l
    where l.person_id in (case when tg_op = 'INSERT' then new.person_id else old.person_id end,
                          case when tg_op = 'DELETE' then old.person_id else new.person_id end)
  loop
    perform kith_forget_patient(touched);
  end loop;
  perform kith_forget_patient(case when tg_op = 'DELETE' then old.patient else new.patient end);
  return null;
end $$;
create trigger stale after insert or update or delete on directory_personlink
  for each row execute function kith_link_changed();

-- A post that changes or ends, ends the sessions that rest on it.
create function kith_post_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_end_session(s.number) from session s
  where s.staff = old.staff_id and s.service = old.service_id and s.role = old.role and s.ended is null;
  return null;
end $$;
create trigger stale after update of staff_id, service_id, role, since, until or delete on directory_post
  for each row execute function kith_post_changed();

create function kith_account_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_end_session(s.number) from session s where s.account = old.id and s.ended is null;
  return null;
end $$;
create trigger stale after update of is_active, password, staff_id or delete on directory_account
  for each row execute function kith_account_changed();

-- Sessions carry their teams: joining or leaving one ends them, so that nothing restricted stays open.
create function kith_team_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_end_session(s.number) from session s
  where s.staff = case when tg_op = 'INSERT' then new.staff_id else old.staff_id end and s.ended is null;
  return null;
end $$;
create trigger stale after insert or update or delete on directory_teammember
  for each row execute function kith_team_changed();

create function kith_token_ended() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform kith_end_session(old.session);
  return null;
end $$;
create trigger stale after delete on directory_token for each row execute function kith_token_ended();

revoke execute on function kith_registration_changed(), kith_known_patient_changed(), kith_link_changed(),
  kith_post_changed(), kith_account_changed(), kith_team_changed(), kith_token_ended() from public;
