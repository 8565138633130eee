-- Months of versions and looks. Nothing is granted on a partition: a parent's policy does not guard it.
create function kith_month(start date) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  parent text; part text; finish date := (start + interval '1 month')::date;
begin
  foreach parent in array array['version', 'look', 'look_person'] loop
    part := format('%s_%s', parent, to_char(start, 'YYYY_MM'));
    if to_regclass('public.' || part) is null then
      execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
                     part, parent, start::timestamp at time zone 'UTC', finish::timestamp at time zone 'UTC');
    end if;
  end loop;
end $$;

-- Makes the months from `start` to two months from now; the default partition takes whatever else comes.
create function kith_months(start date default current_date) returns void language sql security definer
set search_path = pg_catalog, public as $$
  select public.kith_month(month::date)
  from generate_series(date_trunc('month', start::timestamp), date_trunc('month', current_date::timestamp) + interval '2 months', '1 month') month
$$;

create table version_default partition of version default;
create table look_default partition of look default;
create table look_person_default partition of look_person default;
select kith_months((current_date - interval '4 months')::date);
