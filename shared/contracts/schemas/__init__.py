"""JSON Schemas of everything on the wire, generated from the models and kept beside them.

`python -m shared.contracts.schemas` writes them anew, `--check` only compares. Inside a version a schema may
widen and never narrow: an event that was valid stays valid (R9). A change that breaks gets a new version.
"""
