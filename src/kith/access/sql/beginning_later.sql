-- What begins later, so that a decision made before it is made anew when it begins.

-- What the person behind these Patients chose about sharing. `begins` is told of what does not count yet.
drop function kith_choices(uuid[]);
create function kith_choices(p_patients uuid[])
returns table (patient uuid, kind smallint, of smallint, "to" smallint, low bigint, high bigint, begins timestamptz, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.patient, c.kind, c.of, c."to", c.low, c.high, case when c.since > statement_timestamp() then c.since end, c.until
  from directory_choice c
  where c.patient = any (p_patients) and c.open and kith_session() is not null
    and (c.until is null or c.until > statement_timestamp())
$$;

-- When the next agreement begins by which this organisation receives something.
create function kith_next_agreement(p_receiver smallint) returns timestamptz
language sql stable security definer set search_path = pg_catalog, public as $$
  select min(a.starts) from directory_agreement a
  join directory_agreementparty p on p.agreement_id = a.id and p.custodian = p_receiver
  where a.starts > statement_timestamp() and (a.ended is null or a.ended > a.starts)
$$;

-- What these organisations let flow to the session's own, for its purpose and role, and when that may first change.
create or replace function kith_agreed(p_holders smallint[])
returns table (agreement uuid, holder smallint, low bigint, high bigint, consent smallint, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select f.agreement, f.giver, f.read_low, f.read_high, f.consent, least(f.until, kith_next_agreement(s.custodian))
  from session s
  join kith_flows f on f.receiver = s.custodian and f.giver = any (p_holders) and s.purpose = any (f.purposes)
    and (f.roles = '{}' or s.role = any (f.roles))
  where s.number = kith_session() and s.ended is null and s.until > statement_timestamp()
$$;

revoke execute on function kith_choices(uuid[]), kith_next_agreement(smallint), kith_agreed(smallint[]) from public;
grant execute on function kith_choices(uuid[]), kith_agreed(smallint[]) to kith_app;
