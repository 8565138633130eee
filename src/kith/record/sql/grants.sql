-- Functions are for the application's role, not for everybody.
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.proname like 'kith\_%' loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to kith_app', f);
  end loop;
end $$;
grant execute on function kith_session(), kith_staff(), kith_months(date), kith_month(date) to kith_worker;
revoke execute on function kith_months(date), kith_month(date) from kith_app;
