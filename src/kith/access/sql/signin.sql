-- Rights on the tables of Django and of Axes that sign-in writes before there is a session.
grant select, insert, update, delete on django_session, axes_accessattempt, axes_accesslog, axes_accessfailurelog,
  axes_accessattemptexpiration to kith_app;
grant select on django_content_type, django_migrations to kith_app;
grant usage on all sequences in schema public to kith_app;
