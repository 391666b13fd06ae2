"""Consuming Kafka: faust as shell, our own handling of order, failure and progress."""

from shared.runtime.consume.component import FaustConsumer
from shared.runtime.consume.records import BatchHandler, Record
from shared.runtime.kafka import TP

__all__ = ["TP", "BatchHandler", "FaustConsumer", "Record"]
