"""Tables of sign-in without row security, each with the reason; `make check` asks for one."""

EXEMPT = {
    "django_session": "browser sessions: a random key, an account's number and a session's number",
    "axes_accessattempt": "failed sign-ins by workers, written before there is a session",
    "axes_accessattemptexpiration": "when a slowed sign-in may be tried again",
    "axes_accesslog": "sign-ins by workers, written before there is a session",
    "axes_accessfailurelog": "failed sign-ins by workers, written before there is a session",
    "auth_group": "not used; Django's own",
    "auth_permission": "not used; Django's own",
    "auth_group_permissions": "not used; Django's own",
    "django_content_type": "names of tables; Django's own",
    "django_migrations": "names of migrations; Django's own",
}
