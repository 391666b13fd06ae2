"""A document as a Word file: real styles, native charts, tables with headers. It knows nothing of schools."""

from services.reports.word.schrijver import schrijf

__all__ = ["schrijf"]
