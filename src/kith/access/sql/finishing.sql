-- A login made at the door that ended by itself leaves half an hour to finish and sign what was open (practice, rule 14).
-- Nothing is entered for that: `kith.session` stays empty, so row security shows what it shows a stranger, and every function
-- that asks whose session it is hears nobody's. What may still be written is said in pocket/sql/finishing.sql.

-- Whether a session is in that half hour. Not one that was ended (by a lead, by signing out, by a change of post or account),
-- not a program's, not one that locked, and nobody's who could sign in again: they do.
create function kith_is_finishing(s session) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select s.ended is null and s.token is null and s.account is not null and not kith_is_locked(s)
    and s.until <= clock_timestamp() and s.until > clock_timestamp() - interval '30 minutes'
    and exists (
      select 1 from directory_agencylogin l
      join directory_account a on a.id = l.account_id and a.is_active
      join directory_post p on p.id = l.post_id and p.staff_id = s.staff and p.service_id = s.service and p.role = s.role
      where l.account_id = s.account and l.ended is null and p.until <= clock_timestamp())
$$;

-- Starts a request of such a session: notes it for this transaction, and answers who finishes and until when.
-- With `p_touch` somebody was there, so that a shared device does not lock under the one who types.
create function kith_enter_to_finish(p_session bigint, p_account bigint, p_device uuid, p_secret text, p_touch boolean)
returns table (number bigint, account bigint, staff uuid, custodian smallint, until timestamptz)
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  return query select s.number, s.account, s.staff, s.custodian, s.until + interval '30 minutes' from session s
    where s.number = p_session and s.account = p_account and kith_is_finishing(s) and kith_at_device(s, p_device, p_secret);
  perform set_config('kith.finishing', case when found then p_session::text else '' end, true);
  if found and p_touch then
    update session x set touched = clock_timestamp() where x.number = p_session and x.idle is not null;
  end if;
end $$;

revoke execute on function kith_is_finishing(session), kith_enter_to_finish(bigint, bigint, uuid, text, boolean) from public;
grant execute on function kith_enter_to_finish(bigint, bigint, uuid, text, boolean) to kith_app;
