"""Staff on this shift: who can sign in, logins for agency workers, new PINs and badges."""
