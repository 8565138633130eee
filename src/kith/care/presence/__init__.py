"""Whether somebody is here, away or has died."""
