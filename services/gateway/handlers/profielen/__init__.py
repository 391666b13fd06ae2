"""Profiles of schools: writing one, establishing and publishing it, reading what is published, following progress."""
