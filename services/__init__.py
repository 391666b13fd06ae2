"""The five services; each has the same files, and none imports another."""
