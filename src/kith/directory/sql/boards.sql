-- A post that ends, or changes, ends the wall boards that were put up in it too: they stand in that person's name.
create or replace function kith_post_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and (new.staff_id, new.service_id, new.role, new.since) = (old.staff_id, old.service_id, old.role, old.since)
     and (new.until is null or new.until >= old.until) then
    return null;
  end if;
  perform kith_end_session(s.number) from session s
  where s.staff = old.staff_id and s.service = old.service_id and s.role in (old.role, 'wall_board') and s.ended is null;
  return null;
end $$;
