"""Making the topics that shared.contracts.topics declares."""
