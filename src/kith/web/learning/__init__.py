"""Learning Kith in Kith: a first hour for whoever stays, five minutes for whoever is here today."""
