-- Row security: the only enforcement of rights. One policy looks the session's decision up (access-rules, architecture "Gate").
-- Resources about nobody are decided under the Patient of all noughts (by CASE: COALESCE counts as leaky and loses the index).

create function kith_session() returns bigint language sql stable parallel safe as $$
  select nullif(current_setting('kith.session', true), '')::bigint
$$;

create function kith_staff() returns uuid language sql stable security definer set search_path = pg_catalog, public as $$
  select staff from session where number = kith_session()
$$;

alter table custodian    enable row level security;
alter table session      enable row level security;
alter table decision     enable row level security;
alter table current      enable row level security;
alter table version      enable row level security;
alter table search_text  enable row level security;
alter table search_date  enable row level security;
alter table search_number enable row level security;
alter table feed_pending enable row level security;
alter table feed         enable row level security;
alter table feed_head    enable row level security;
alter table seal         enable row level security;
alter table label_change enable row level security;
alter table look         enable row level security;
alter table look_person  enable row level security;
alter table attachment   enable row level security;
alter table moved        enable row level security;
alter table hold         enable row level security;
alter table destruction  enable row level security;

create policy listed on custodian for select to kith_app using ((select kith_session()) is not null);
create policy own on session for select to kith_app using (number = (select kith_session()));
create policy own on decision for select to kith_app using (session = (select kith_session()));

create policy seen on current for select to kith_app using (
  never = 0 and exists (
    select 1 from decision d
    where d.session = (select kith_session())
      and d.patient = case when current.patient is null then '00000000-0000-0000-0000-000000000000'::uuid else current.patient end
      and d.custodian = current.custodian
      and d.until > statement_timestamp()
      and (((case when current.gate < 64 then d.read_low else d.read_high end) >> (current.gate & 63)) & 1) = 1
      and (current.team is null or current.team = any (d.teams))
      and (current.barred is null or not (select kith_staff()) = any (current.barred))));

create policy added on current for insert to kith_app with check (
  never = 0 and version = 1 and exists (
    select 1 from decision d
    where d.session = (select kith_session())
      and d.patient = case when current.patient is null then '00000000-0000-0000-0000-000000000000'::uuid else current.patient end
      and d.custodian = current.custodian
      and d.until > statement_timestamp()
      and (((case when current.gate < 64 then d.add_low else d.add_high end) >> (current.gate & 63)) & 1) = 1));

create policy changed on current for update to kith_app using (
  never = 0 and exists (
    select 1 from decision d
    where d.session = (select kith_session())
      and d.patient = case when current.patient is null then '00000000-0000-0000-0000-000000000000'::uuid else current.patient end
      and d.custodian = current.custodian
      and d.until > statement_timestamp()
      and (((case when current.gate < 64 then d.change_low else d.change_high end) >> (current.gate & 63)) & 1) = 1
      and (current.team is null or current.team = any (d.teams))
      and (current.barred is null or not (select kith_staff()) = any (current.barred))));

-- Whatever hangs on a resource is seen through the resource.
create policy seen on version       for select to kith_app using (exists (select 1 from current c where c.id = version.id));
create policy seen on search_text   for select to kith_app using (exists (select 1 from current c where c.id = search_text.id));
create policy seen on search_date   for select to kith_app using (exists (select 1 from current c where c.id = search_date.id));
create policy seen on search_number for select to kith_app using (exists (select 1 from current c where c.id = search_number.id));
create policy seen on label_change  for select to kith_app using (exists (select 1 from current c where c.id = label_change.id));
create policy seen on attachment    for select to kith_app using (exists (select 1 from current c where c.id = attachment.id));
create policy seen on moved         for select to kith_app using (exists (select 1 from current c where c.id = moved.to_id));
create policy seen on hold          for select to kith_app using (exists (select 1 from current c where c.id = hold.id));
create policy seen on destruction   for select to kith_app using (
  exists (select 1 from decision d where d.session = (select kith_session()) and d.patient = destruction.patient and d.until > statement_timestamp()));
create policy seen on feed          for select to kith_app using (
  (id is not null and exists (select 1 from current c where c.id = feed.id))
  or (what = 3 and custodian = (select s.custodian from session s where s.number = (select kith_session()))));
create policy seen on look_person   for select to kith_app using (
  exists (select 1 from decision d where d.session = (select kith_session()) and d.patient = look_person.patient and d.until > statement_timestamp()));
create policy seen on look          for select to kith_app using (
  exists (select 1 from look_person p where p.at = look.at and p.number = look.number));

-- The sequencer and other system processes.
create policy worker on custodian    for all to kith_worker using (true) with check (true);
create policy worker on session      for select to kith_worker using (true);
create policy worker on current      for select to kith_worker using (true);
create policy worker on version      for select to kith_worker using (true);
create policy worker on search_text  for select to kith_worker using (true);
create policy worker on search_date  for select to kith_worker using (true);
create policy worker on search_number for select to kith_worker using (true);
create policy worker on feed_pending for all to kith_worker using (true) with check (true);
create policy worker on feed         for all to kith_worker using (true) with check (true);
create policy worker on feed_head    for all to kith_worker using (true) with check (true);
create policy worker on seal         for all to kith_worker using (true) with check (true);
create policy worker on label_change for select to kith_worker using (true);
create policy worker on look         for select to kith_worker using (true);
create policy worker on look_person  for select to kith_worker using (true);
create policy worker on attachment   for select to kith_worker using (true);
create policy worker on moved        for select to kith_worker using (true);
create policy worker on hold         for select to kith_worker using (true);
create policy worker on destruction  for select to kith_worker using (true);

grant usage on schema public to kith_app, kith_worker;
grant select on custodian, session, decision, current, version, search_text, search_date, search_number, feed, label_change,
  look, look_person, attachment, moved, hold, destruction to kith_app;
grant insert on current to kith_app;
grant update (status, version, code, occurred, occurred_end, recorded, author, tokens, xid) on current to kith_app;
grant select on custodian, session, current, version, search_text, search_date, search_number, feed_pending, feed, feed_head, seal,
  label_change, look, look_person, attachment, moved, hold, destruction to kith_worker;
grant insert, delete on feed_pending to kith_worker;
grant insert on feed, seal to kith_worker;
grant update on feed_head to kith_worker;

-- A plan made while `decision` looks empty, or as if it held one session or one person, scans too much of it for every row:
-- keep what 200 sessions that never sign in would decide about the same twenty people.
insert into decision (session, patient, custodian, read_low, read_high, add_low, add_high, change_low, change_high, until)
select -session, md5(person::text)::uuid, 0, 0, 0, 0, 0, 0, 0, '2000-01-01'
from generate_series(1, 200) session, generate_series(1, 20) person;
analyze decision;
