-- The person, and those whom they chose or the law lets decide (access rules, 3). Their sessions have the purpose "own
-- access" (4), no service, and the reader in the place of a member of staff.

-- What such a session may read by the leaves that count now. Nothing to any other session.
create function kith_own_access(p_patients uuid[])
returns table (asked uuid, kind smallint, low bigint, high bigint, until timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select a.asked, o.kind, o.low, o.high, o.until
  from session s
  cross join unnest(p_patients) a(asked)
  left join directory_personlink own on own.patient = a.asked and own.state = 'confirmed'
  left join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'
  join directory_ownaccess o on o.patient = coalesce(other.patient, a.asked) and o.who = s.staff and o.custodian = s.custodian
    and o.open and o.since <= statement_timestamp() and (o.until is null or o.until > statement_timestamp())
  join directory_knownpatient k on k.id = o.patient and k.removed is null
  where s.number = kith_session() and s.purpose = 4 and s.ended is null and s.until > statement_timestamp()
$$;

-- The Patients that are named in those leaves.
create function kith_own_people() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct o.patient from session s join directory_ownaccess o on o.who = s.staff and o.custodian = s.custodian
    and o.open and o.since <= statement_timestamp() and (o.until is null or o.until > statement_timestamp())
  where s.number = kith_session() and s.purpose = 4 and s.ended is null and s.until > statement_timestamp()
$$;

-- Before there is a session: by which organisations, and by what right, an account reads in its own right now.
create function kith_own_hats(p_account bigint) returns table (who uuid, custodian smallint, person boolean)
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct o.who, o.custodian, o.kind = 1 from directory_account a join directory_ownaccess o on o.who = a.reader
  where a.id = p_account and a.is_active and o.open
    and o.since <= clock_timestamp() and (o.until is null or o.until > clock_timestamp())
  order by 3 desc, 2
$$;

-- An account for a reader, made by whoever may give them leave: they have just given it, or may see that it was given.
create function kith_add_reader(p_access uuid, p_username text, p_password text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare o directory_ownaccess%rowtype;
begin
  select * into o from directory_ownaccess where id = p_access and open;
  if o.id is null or not exists (
    select 1 from decision d where d.session = kith_session() and d.patient = o.patient and d.custodian = o.custodian
      and d.until > statement_timestamp() and ((d.change_low >> 46) & 1) = 1) then
    return false;
  end if;
  insert into directory_account (username, password, reader, is_active, created)
  values (p_username, p_password, o.who, true, clock_timestamp())
  on conflict (reader) do update set password = excluded.password, is_active = true;
  return true;
end $$;

-- Names of readers, for whoever may know of the people whom they read about.
create function kith_readers(p_who uuid[]) returns table (who uuid, name text, relation text, kind smallint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct on (o.who) o.who, o.name, o.relation, o.kind
  from directory_ownaccess o join decision d on d.patient = o.patient and d.custodian = o.custodian
  where o.who = any (p_who) and d.session = kith_session() and d.until > statement_timestamp()
  order by o.who, o.since desc
$$;

-- By which names the session may be barred from an entry: its member of staff's; a reader's own, and those of the people
-- about whom they read, so that what is withheld from the person is withheld from everybody who reads for them.
create function kith_names() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select case when s.staff is null then null when s.purpose <> 4 then array[s.staff]
    else s.staff || array(select o.patient from directory_ownaccess o where o.who = s.staff) end
  from session s where s.number = kith_session()
$$;

alter policy seen on current using (
  never = 0 and exists (
    select 1 from decision d
    where d.session = (select kith_session())
      and d.patient = case when current.patient is null then '00000000-0000-0000-0000-000000000000'::uuid else current.patient end
      and d.custodian = current.custodian
      and d.until > statement_timestamp()
      and (((case when current.gate < 64 then d.read_low else d.read_high end) >> (current.gate & 63)) & 1) = 1
      and (current.team is null or current.team = any (d.teams))
      and (current.barred is null or not current.barred && (select kith_names()))));

alter policy changed on current using (
  never = 0 and exists (
    select 1 from decision d
    where d.session = (select kith_session())
      and d.patient = case when current.patient is null then '00000000-0000-0000-0000-000000000000'::uuid else current.patient end
      and d.custodian = current.custodian
      and d.until > statement_timestamp()
      and (((case when current.gate < 64 then d.change_low else d.change_high end) >> (current.gate & 63)) & 1) = 1
      and (current.team is null or current.team = any (d.teams))
      and (current.barred is null or not current.barred && (select kith_names()))));

revoke execute on function kith_own_access(uuid[]), kith_own_people(), kith_own_hats(bigint), kith_add_reader(uuid, text, text),
  kith_readers(uuid[]), kith_names() from public;
grant execute on function kith_own_access(uuid[]), kith_own_people(), kith_own_hats(bigint), kith_add_reader(uuid, text, text),
  kith_readers(uuid[]), kith_names() to kith_app;
