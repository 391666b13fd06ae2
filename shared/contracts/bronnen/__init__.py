"""The other sources: how a table is read, what each kind of source must look like, how it travels (pure).

One module per kind of source (`organisatie`, later the rest), registered in `soorten`. See README.md beside this file.
"""
