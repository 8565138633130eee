-- As before; where the Patient of the code was withdrawn meanwhile, the crew's page is of another that its custodian holds of
-- the same person: they are on the road with somebody who is ill, and a duplicate that was tidied away is no reason to stop.
create or replace function kith_enter_shown(p_id uuid, p_secret_hash text)
returns table (number bigint, account bigint, staff uuid, role text, service uuid, custodian smallint, purpose smallint,
  teams int[], started timestamptz, until timestamptz, device uuid, idle interval, touched timestamptz, patient uuid)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare found_ bigint;
begin
  select s.number into found_ from directory_showing w join session s on s.number = w.session
  where w.id = p_id and w.secret_hash = p_secret_hash and w.ended is null and s.ended is null and s.until > clock_timestamp();
  perform set_config('kith.session', coalesce(found_::text, ''), true);
  return query select s.number, s.account, s.staff, s.role, s.service, s.custodian, s.purpose, s.teams, s.started, s.until,
      s.device, s.idle, s.touched, coalesce((
        select k.id from directory_knownpatient k where k.id = any (kith_shown_patients(s.number)) and k.removed is null
        order by k.id <> w.patient, k.id limit 1), w.patient)
    from session s join directory_showing w on w.session = s.number where s.number = found_;
end $$;
