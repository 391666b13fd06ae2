"""Small made worlds for the audit itself: three schools, at one release or at two."""

import random

import numpy as np

from services.aggregator.vrijgave.toetsing.stelsel import ONBEGRENSD, Aanvaller, Doel, Stelsel, Waarneming

SCHOLEN = 3


def stelsel_van(zaad: int) -> Stelsel:
    """Two kinds at three schools; the sums of kinds and the whole are told, and one pair of schools."""
    kans = random.Random(zaad)
    waarden = [kans.choice((0, 1, 1, 2, 3, 4, 7, 9)) for _ in range(SCHOLEN * 2)]
    sommen = [(0, 2, 4), (1, 3, 5), (0, 1, 2, 3, 4, 5), (0, 2)]
    verteld = []
    for leden in sommen:
        som = sum(waarden[lid] for lid in leden)
        getoond = (2 * som + 5) // 10 * 5
        grenzen = (0, 7) if som < 8 else (max(8, getoond - 2), getoond + 2)
        verteld.append(Waarneming(leden, *grenzen))
    doelen = [Doel(f"cel {lid}", (lid,)) for lid in range(6)]
    doelen += [Doel(f"school {een}", (2 * een, 2 * een + 1)) for een in range(SCHOLEN)]
    kijkers = [Aanvaller("buiten"), *(Aanvaller(f"school {een}", 1 << een) for een in range(SCHOLEN))]
    return Stelsel("proef", np.array(waarden), np.repeat(np.arange(SCHOLEN), 2), verteld, doelen, kijkers)


def twee_momenten(zaad: int) -> Stelsel:
    """Three schools at two releases; counts do not fall. What all have and what the first two have is told, and some
    times that it grew by two or more."""
    kans = random.Random(zaad)
    toen = [kans.choice((0, 1, 1, 2, 3)) for _ in range(SCHOLEN)]
    waarden = [*toen, *(een + kans.choice((0, 0, 0, 1, 2)) for een in toen)]
    verteld = []
    for leden in ((0, 1, 2), (3, 4, 5), (0, 1), (3, 4)):
        som = sum(waarden[lid] for lid in leden)
        getoond = (2 * som + 3) // 6 * 3
        verteld.append(Waarneming(leden, *((0, 3) if som < 4 else (max(4, getoond - 1), getoond + 1))))
    verteld += [Waarneming((een + 3,), 0, ONBEGRENSD, (een,)) for een in range(SCHOLEN)]
    if sum(waarden[3:]) - sum(toen) >= 2:
        verteld.append(Waarneming((3, 4, 5), 2, ONBEGRENSD, (0, 1, 2)))
    doelen = [Doel(f"cel {lid}", (lid,)) for lid in range(6)] + [Doel("rest toen", (1, 2)), Doel("rest nu", (4, 5))]
    kijkers = [Aanvaller("buiten"), *(Aanvaller(f"school {een}", 1 << een) for een in range(SCHOLEN))]
    houders = np.tile(np.arange(SCHOLEN), 2)
    return Stelsel("proef", np.array(waarden), houders, verteld, doelen, kijkers)
