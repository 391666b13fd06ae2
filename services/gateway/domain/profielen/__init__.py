"""Profiles of schools (schoolondersteuningsprofiel): form, answers, states, checks, what is published. Pure."""
