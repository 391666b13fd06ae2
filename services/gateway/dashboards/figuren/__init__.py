"""Figures that more than one dashboard shows, each with its subject (Onderwerp) as parameter."""
