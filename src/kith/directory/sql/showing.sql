-- Emergency facts shown by a code (access rules, 7): nothing is granted on the table, functions do and tell what may be done
-- and told (access/sql/by_code.sql).
alter table directory_showing enable row level security;

-- Wrong codes come before a session, and hold nothing about people who draw on care.
grant select, insert, delete on directory_codemiss to kith_app;
grant usage on sequence directory_codemiss_id_seq to kith_app;
