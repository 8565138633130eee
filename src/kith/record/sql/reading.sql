-- Reading: look and body in one call, one transaction.

create function kith_look(p_patients uuid[], p_kind smallint, p_face text, p_asked text, p_depth smallint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare made bigint; moment timestamptz := clock_timestamp(); s session%rowtype;
begin
  select * into s from session where number = kith_session();
  if s.number is null then raise exception 'no session, no look'; end if;
  insert into look (at, session, staff, role, custodian, purpose, kind, face, asked, depth)
  values (moment, s.number, s.staff, s.role, s.custodian, s.purpose, p_kind, p_face, p_asked, p_depth)
  returning number into made;
  insert into look_person (patient, at, number) select distinct p, moment, made from unnest(p_patients) p where p is not null;
end $$;

-- Whose record a resource belongs to: the Patient's id or null, nothing else. Asked before deciding.
create function kith_patient_of(p_id uuid) returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select patient from current where id = p_id and never = 0
$$;

-- Which custodians hold resources of these Patients: what the gate must decide about.
create function kith_custodians_of(p_patients uuid[]) returns table (patient uuid, custodian smallint)
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.id, c.custodian from current c where c.id = any (p_patients) and c.patient = c.id
$$;

create function kith_session_of_token(p_token bytea) returns bigint language sql stable security definer set search_path = pg_catalog, public as $$
  select number from session where token = p_token and until > statement_timestamp() and ended is null
$$;

-- Reads one resource (its current version, or the one asked for) under row security, and logs the look when it is seen.
create function kith_read(p_session bigint, p_type smallint, p_id uuid, p_version int, p_face text, p_asked text)
returns table (body text, version int, recorded timestamptz, patient uuid, author uuid, action smallint, status smallint)
language plpgsql as $$
begin
  perform set_config('kith.session', p_session::text, true);
  if p_version is null then
    return query select v.body, v.version, v.recorded, c.patient, v.author, v.action, c.status
      from current c join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded
      where c.id = p_id and c.type = p_type;
  else
    return query select v.body, v.version, v.recorded, c.patient, v.author, v.action, c.status
      from current c join version v on v.id = c.id where c.id = p_id and c.type = p_type and v.version = p_version;
  end if;
  if found then
    perform kith_look(array(select c.patient from current c where c.id = p_id), 5::smallint, p_face, p_asked, 2::smallint);
  end if;
end $$;

-- Candidates by token across people; row security then decides which of them are shown. No limit: it would come before the gate.
create function kith_find_tokens(p_type smallint, p_tokens bigint[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from current where tokens @> p_tokens and type = p_type
$$;

create function kith_find_text(p_param text, p_start text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from search_text where param = p_param and value >= p_start and value < p_start || U&'\+10FFFF'
$$;
