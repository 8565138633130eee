"""Tables of the directory without row security, each with the reason; `make check` asks for one."""

EXEMPT = {
    "directory_organization": "names of organisations, read before anybody has signed in",
    "directory_service": "names of services, read before anybody has signed in",
    "directory_staff": "names of workers, shown beside what they wrote",
    "directory_post": "who works where in which role, read while signing in",
    "directory_team": "names of teams, read while signing in",
    "directory_teammember": "which workers are in which team, read while signing in",
    "directory_account": "workers' sign-in, read before there is a session",
    "directory_device": "registered devices, read before there is a session",
    "directory_passkey": "public halves of workers' passkeys, read before there is a session",
    "directory_codeapp": "workers' encrypted one-time-code secrets, read before there is a session",
    "directory_pin": "workers' hashed PINs, read before there is a session",
    "directory_pinmiss": "wrong PINs by workers, written before there is a session",
    "directory_codemiss": "wrong codes of ambulance crews by network address, written before there is a session",
    "directory_badge": "hashes of workers' badges, read before there is a session",
    "directory_doorrule": "after how long a service's devices lock, read while signing in",
    "directory_token": "names of programs' tokens; hashes stand on the session",
}
