"""Figures from the open sources: which rows belong to a unit, and what they add up to. Pure."""
