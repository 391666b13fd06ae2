"""Plumbing without opinions, used by all five services: no rule of the domain lives here."""
