-- Searching looks over years, newest first: by whom, in which way, and from a look to whom it showed (its rule asks that too).
create index look_staff on look (staff, at, number);
create index look_kind on look (kind, at, number);
create index look_person_look on look_person (at, number);
