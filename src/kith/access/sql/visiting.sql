-- A visitor, an inspector say, is let in for a day at most (25 hours: the one on which clocks go back), by the card they carry.
-- Whom a role lets in so stands among its rights as `visit:<role>`, beside `admit:<role>`.

alter function kith_admit(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, text, text, text, uuid[], text)
  rename to kith_admit_to_work;
revoke execute on function kith_admit_to_work(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, text, text,
  text, uuid[], text) from kith_app;

-- As before, and for a visitor only with whom they come from, the card and its number.
create function kith_admit(p_staff uuid, p_post uuid, p_name text, p_username text, p_password text, p_role text, p_since timestamptz,
  p_until timestamptz, p_agency text, p_identity text, p_dbs text, p_training text, p_register text, p_chosen uuid[], p_pin text)
returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if kith_may('visit:' || p_role) and (p_until > clock_timestamp() + interval '25 hours'
       or btrim(p_agency) = '' or btrim(p_identity) = '' or btrim(p_register) = '') then
    return null;
  end if;
  return kith_admit_to_work(p_staff, p_post, p_name, p_username, p_password, p_role, p_since, p_until, p_agency, p_identity, p_dbs,
    p_training, p_register, p_chosen, p_pin);
end $$;

alter function kith_move_login(uuid, timestamptz) rename to kith_move_working_login;
revoke execute on function kith_move_working_login(uuid, timestamptz) from kith_app;

-- As before; a visitor's day is not made longer than a day: on the next one the card is looked at again.
create function kith_move_login(p_post uuid, p_until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select 1 from directory_agencylogin l join directory_post p on p.id = l.post_id
             where l.post_id = p_post and kith_may('visit:' || p.role) and p_until > l.made + interval '25 hours') then
    return false;
  end if;
  return kith_move_working_login(p_post, p_until);
end $$;

revoke execute on function kith_admit(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, text, text, text, uuid[],
  text), kith_move_login(uuid, timestamptz) from public;
grant execute on function kith_admit(uuid, uuid, text, text, text, text, timestamptz, timestamptz, text, text, text, text, text, uuid[],
  text), kith_move_login(uuid, timestamptz) to kith_app;
