"""Keeps the newest version of every case and the running figures."""
