"""State, not events: of every case the highest versie counts, in whatever order the messages come.

`reduce` folds a batch of messages of one partition over the cases that are held, and gives the net change.
The conservation law holds after every batch: ontvangen = geteld + achterhaald + dubbel + dood, where geteld
is the number of cases held, and of those that left past their retention (domain/vouwen.py).
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, Self

from services.aggregator.domain.bijdragen import contributions
from shared.contracts.cellen import Cel, Maten
from shared.contracts.codes import BEWAARTERMIJN_VERSTREKEN
from shared.contracts.eenheden import swv_code, swv_getal
from shared.contracts.zaken import Dossier, Zaak

CONFLICT = "conflict"
"""Same case, same versie, other content: the first one counted holds."""
_DOOD = (CONFLICT, BEWAARTERMIJN_VERSTREKEN)


class Stand(NamedTuple):
    """Newest version of a case as held. `inhoud` is the dossier as JSON bytes, None when removed."""

    versie: int
    swv: int
    bron: int
    digest: bytes
    inhoud: bytes | None

    def dossier(self) -> Dossier | None:
        """The case as it stands; None when it was removed."""
        return None if self.inhoud is None else _gelezen(self.inhoud)

    def bijdragen(self) -> Iterable[tuple[Cel, Maten]]:
        """What this version contributes to the leaf cells."""
        return contributions(swv_code(self.swv), self.dossier())


# The cells and the lists both read the same few hundred cases of a batch.
@lru_cache(maxsize=2_048)
def _gelezen(inhoud: bytes) -> Dossier:
    return Dossier.model_validate_json(inhoud)


class Bericht(NamedTuple):
    """One readable message: where it stands, and the case it carries."""

    offset: int
    zaak: Zaak


class Dood(NamedTuple):
    """A message that can't be used; `zaak` is None when it could not even be read."""

    offset: int
    reden: str
    zaak: Zaak | None = None


@dataclass(frozen=True)
class Telling:
    """How the messages of a batch end; see the conservation law above."""

    ontvangen: int = 0
    geteld: int = 0
    achterhaald: int = 0
    dubbel: int = 0
    dood: int = 0

    def __add__(self, ander: Self) -> Self:
        paren = zip(astuple(self), astuple(ander), strict=True)
        return type(self)(*(een + twee for een, twee in paren))

    def plus_dood(self, aantal: int) -> Self:
        """The same with so many more messages received and dead."""
        return type(self)(self.ontvangen + aantal, self.geteld, self.achterhaald, self.dubbel, self.dood + aantal)


@dataclass(frozen=True)
class Gevolg:
    """Net effect of a batch: cases to keep, cells to change (signed), dead messages, counts."""

    zaken: Mapping[bytes, Stand] = field(default_factory=dict)
    delta: Mapping[Cel, Maten] = field(default_factory=dict)
    dood: tuple[Dood, ...] = ()
    telling: Telling = Telling()


def stand_van(zaak: Zaak) -> Stand:
    """How a message is held when it counts."""
    inhoud = None if zaak.dossier is None else zaak.dossier.model_dump_json(by_alias=True).encode()
    digest = blake2b(inhoud or b"", digest_size=16).digest()
    return Stand(zaak.versie, swv_getal(zaak.swv), zaak.bron, digest, inhoud)


def reduce(
    gehouden: Mapping[bytes, Stand], berichten: Iterable[Bericht], gevouwen: Container[bytes] = frozenset()
) -> Gevolg:
    """Fold messages over the held cases. `gehouden` has every case that a message names and that is known, `gevouwen`
    those that left past their retention: whatever comes about them is dead."""
    gevolg = fold(gehouden, berichten, gevouwen)
    return replace(gevolg, delta=delta(gehouden, gevolg.zaken))


def fold(
    gehouden: Mapping[bytes, Stand], berichten: Iterable[Bericht], gevouwen: Container[bytes] = frozenset()
) -> Gevolg:
    """The cases and counts of `reduce`, without its cells: a recomputation counts those once, at the end."""
    nieuw: dict[bytes, Stand] = {}
    uitkomsten: Counter[str] = Counter()
    dood: list[Dood] = []
    for bericht in berichten:
        sleutel = bytes.fromhex(bericht.zaak.zaak)
        oud = nieuw.get(sleutel) or gehouden.get(sleutel)
        stand = stand_van(bericht.zaak)
        uitkomst = BEWAARTERMIJN_VERSTREKEN if sleutel in gevouwen else _vergelijk(oud, stand)
        uitkomsten[uitkomst] += 1
        if uitkomst in _DOOD:
            dood.append(Dood(bericht.offset, uitkomst, bericht.zaak))
        if uitkomst in {"geteld", "vervangt"}:
            nieuw[sleutel] = stand
    return Gevolg(nieuw, dood=tuple(dood), telling=_telling(uitkomsten))


def _vergelijk(oud: Stand | None, nieuw: Stand) -> str:
    if oud is None:
        return "geteld"
    if nieuw.versie > oud.versie:
        return "vervangt"
    if nieuw.versie < oud.versie:
        return "achterhaald"
    return "dubbel" if nieuw.digest == oud.digest or _alleen_andere_sleutels(oud, nieuw) else CONFLICT


def _alleen_andere_sleutels(oud: Stand, nieuw: Stand) -> bool:
    """Is it the same content, hashed before and after a rotation of the key of the decision numbers?"""
    if oud.inhoud is None or nieuw.inhoud is None:
        return False
    een, ander = (Dossier.model_validate_json(stand.inhoud or b"") for stand in (oud, nieuw))
    if een.besluit is None or ander.besluit is None or not een.besluit.nummers() & ander.besluit.nummers():
        return False
    nummers = {name: getattr(een.besluit, name) for name in ("beschikking", "beschikkingen")}
    return ander.model_copy(update={"besluit": ander.besluit.model_copy(update=nummers)}) == een


def _telling(uitkomsten: Mapping[str, int]) -> Telling:
    return Telling(
        ontvangen=sum(uitkomsten.values()),
        geteld=uitkomsten["geteld"],
        achterhaald=uitkomsten["achterhaald"] + uitkomsten["vervangt"],
        dubbel=uitkomsten["dubbel"],
        dood=sum(uitkomsten[reden] for reden in _DOOD),
    )


def delta(gehouden: Mapping[bytes, Stand], nieuw: Mapping[bytes, Stand]) -> dict[Cel, Maten]:
    """Net change of the cells (signed) when the cases `nieuw` replace those that are held."""
    som: defaultdict[Cel, list[int]] = defaultdict(lambda: [0, 0, 0])
    for sleutel, stand in nieuw.items():
        if sleutel in gehouden:
            _tel_op(som, gehouden[sleutel].bijdragen(), -1)
        _tel_op(som, stand.bijdragen(), 1)
    return {cel: Maten(*maten) for cel, maten in som.items() if any(maten)}


def _tel_op(som: defaultdict[Cel, list[int]], bijdragen: Iterable[tuple[Cel, Maten]], teken: int) -> None:
    for cel, maten in bijdragen:
        totaal = som[cel]
        totaal[0] += teken * maten.aantal
        totaal[1] += teken * maten.bedrag_cent
        totaal[2] += teken * maten.leerlingen


def samen(*delen: Mapping[Cel, Maten]) -> dict[Cel, Maten]:
    """Several signed changes as one; what cancels out is left out."""
    som: defaultdict[Cel, list[int]] = defaultdict(lambda: [0, 0, 0])
    for deel in delen:
        _tel_op(som, deel.items(), 1)
    return {cel: Maten(*maten) for cel, maten in som.items() if any(maten)}
