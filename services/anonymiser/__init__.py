"""The wall: the last code that ever holds a person."""
