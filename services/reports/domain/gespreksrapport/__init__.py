"""The Gespreksrapport of a school: one module per part, put together in `rapport`."""
