"""Deliveries of the open sources: from checked lines to the tables of schema `opendata`."""

from services.aggregator.opendata.toepassing import pas_toe

__all__ = ["pas_toe"]
