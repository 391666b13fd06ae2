"""Deliveries of reference data: staged part by part, applied as a whole, inside the transaction of the aggregator."""

from services.aggregator.organisatie.leveringen import Leveringen, leesbaar

__all__ = ["Leveringen", "leesbaar"]
