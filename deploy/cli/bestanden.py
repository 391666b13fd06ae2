"""Why a file can't be used, in words for who typed its name."""

import errno
from typing import Final

_REDENEN: Final = {
    errno.ENOENT: "dat is er niet",
    errno.EISDIR: "dat is een map, geen bestand",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EACCES: "dat mag deze gebruiker niet",
    errno.EPERM: "dat mag deze gebruiker niet",
    errno.EROFS: "op die schijf kan niet geschreven worden",
    errno.ENOSPC: "de schijf is vol",
    errno.ENAMETOOLONG: "die naam is te lang",
}


def reden(fout: OSError) -> str:
    """The reason without the name; the system's own number where we have no words for it."""
    return _REDENEN.get(fout.errno or 0, f"het systeem geeft fout {fout.errno}")
