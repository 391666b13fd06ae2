"""The only door for people and frontends: accounts, rights, and the figures that each caller may see."""
