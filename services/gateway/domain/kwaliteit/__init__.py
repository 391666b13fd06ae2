"""What an SWV says itself: goals, judgements by standard, the year, meetings with agreements, and signals."""
