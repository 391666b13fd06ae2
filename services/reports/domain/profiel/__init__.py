"""Documents of a published profile: the whole of it, and the section for the schoolgids."""
