"""Becomes another program that cannot outlive the process that started it.

`python -m deploy.local.leash OUDER SIGNAAL UID PROGRAMMA...`: when the parent ends, however it ends, Linux sends
the signal. Elsewhere the next `./pos up` or `down` cleans up from the recorded process numbers. With a UID other
than -1 the program runs as that user: PostgreSQL refuses to run as root.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Drop to the user, tie to the parent, then become the program."""
    parent, death_signal, uid, *program = sys.argv[1:]
    if int(uid) >= 0:
        _become(int(uid))
    if sys.platform == "linux":
        _die_with(int(parent), int(death_signal))
    os.execv(program[0], program)


def _become(uid: int) -> None:
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)


def _die_with(parent: int, death_signal: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("de ouder is er niet meer")


if __name__ == "__main__":
    main()
