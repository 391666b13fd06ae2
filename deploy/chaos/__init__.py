"""Chaos: a stack of its own, an LDOS that pushes, faults by a seed, and judges that look all the time.

`./pos chaos`; what each fault means for users and operators stands in docs/running/storingen.md. Nothing here is in the
services themselves: `dienst.py` starts a service with hooks around it, `proxy.py` stands between it and the servers.
"""
