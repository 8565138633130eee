"""What an ambulance crew sees without signing in: a code, who they are, and one screen."""
