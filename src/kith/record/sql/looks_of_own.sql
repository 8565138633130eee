-- Who looked, and what was destroyed, is told under a decision of the session's own organisation: what an agreement lets
-- flow is the record, not who works at the other end of it.
alter policy seen on look_person using (exists (
  select 1 from decision d
  where d.session = (select kith_session()) and d.patient = look_person.patient and d.until > statement_timestamp()
    and d.custodian = (select s.custodian from session s where s.number = (select kith_session()))));
alter policy seen on destruction using (exists (
  select 1 from decision d
  where d.session = (select kith_session()) and d.patient = destruction.patient and d.until > statement_timestamp()
    and d.custodian = (select s.custodian from session s where s.number = (select kith_session()))));
