"""One chapter as a form shows it, and as it comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.gateway.domain.profielen.antwoord import LEEG, Antwoord, OngeldigAntwoord, kenmerk, lees_antwoord
from services.gateway.domain.profielen.document import Cijfer
from services.gateway.domain.profielen.formulier import Item, Onderdeel, Soort
from services.gateway.domain.profielen.keuring import Bevinding
from services.gateway.domain.profielen.profiel import Ingevuld, Wijziging
from services.gateway.handlers.profielen.concept import Blad
from shared.contracts.schooljaar import tekst


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question with what its fields show. `zag`, `was`: versie and kenmerk of the answer that is shown."""

    item: Item
    keuze: str
    tekst: str
    datum: str
    zag: int
    was: str
    ingevuld: Ingevuld | None = None
    vorig: Antwoord | None = None
    vorig_jaar: str = ""
    cijfers: Sequence[Cijfer] = ()
    melding: str = ""
    botst: Ingevuld | None = None
    bevindingen: Sequence[Bevinding] = ()


@dataclass(frozen=True, slots=True)
class Ingestuurd:
    """What came back for one question, as it was typed."""

    item: Item
    keuze: str
    tekst: str
    datum: str
    zag: int
    was: str

    def antwoord(self, vandaag: date) -> Antwoord:
        """Raises OngeldigAntwoord."""
        return lees_antwoord(self.item, self.keuze, self.tekst, self.datum, vandaag)


def maak_vragen(
    onderdeel: Onderdeel, blad: Blad, cijfers: Mapping[str, Sequence[Cijfer]], bevindingen: Sequence[Bevinding] = ()
) -> list[Vraag]:
    """A chapter as it stands."""
    return [
        replace(
            _vraag(item, blad.antwoorden.get(item.code)),
            vorig=blad.vorig.antwoorden.get(item.code) if blad.vorig else None,
            vorig_jaar=tekst(blad.vorig.jaren[item.code]) if blad.vorig and item.code in blad.vorig.jaren else "",
            cijfers=cijfers.get(item.code, ()),
            bevindingen=[een for een in bevindingen if een.item == item.code],
        )
        for item in onderdeel.items
    ]


def _vraag(item: Item, staat_er: Ingevuld | None) -> Vraag:
    een = staat_er.antwoord if staat_er else LEEG
    datum = een.datum.isoformat() if een.datum else ""
    return Vraag(item, een.keuze or "", een.tekst, datum, staat_er.versie if staat_er else 0, kenmerk(een), staat_er)


def lees_ingestuurd(onderdeel: Onderdeel, velden: Mapping[str, str]) -> dict[str, Ingestuurd]:
    """Questions that the form held, by item."""
    return {
        item.code: lees_een(item, velden, f".{item.code}")
        for item in onderdeel.items
        if f"zag.{item.code}" in velden and item.soort is not Soort.CIJFERS
    }


def lees_een(item: Item, velden: Mapping[str, str], achter: str = "") -> Ingestuurd:
    """One question; its fields end on `achter`."""
    zag = velden.get(f"zag{achter}", "")
    return Ingestuurd(
        item, velden.get(f"keuze{achter}", ""), velden.get(f"tekst{achter}", ""), velden.get(f"datum{achter}", ""),
        int(zag[:9]) if zag.isascii() and zag.isdigit() else 0, velden.get(f"was{achter}", ""),
    )  # fmt: skip


def wijzigingen(
    ingestuurd: Mapping[str, Ingestuurd], antwoorden: Mapping[str, Ingevuld], vandaag: date
) -> tuple[list[Wijziging], dict[str, str]]:
    """What the writer changed or confirmed, and what does not fit its question (item → message).

    What the form only showed is no change: somebody else may have written there since.
    """
    nieuw, fout = list[Wijziging](), dict[str, str]()
    for code, een in ingestuurd.items():
        try:
            antwoord = een.antwoord(vandaag)
        except OngeldigAntwoord as melding:
            fout[code] = str(melding)
            continue
        staat_er = antwoorden.get(code)
        bevestigt = staat_er is not None and staat_er.versie == een.zag and staat_er.overgenomen
        if kenmerk(antwoord) != een.was or bevestigt:
            nieuw.append(Wijziging(code, een.zag, antwoord))
    return nieuw, fout


def terug(
    vragen: Sequence[Vraag],
    ingestuurd: Mapping[str, Ingestuurd],
    niet_bewaard: Mapping[str, str] | None,
    botst: Mapping[str, Ingevuld],
) -> Iterator[Vraag]:
    """The chapter with what the writer typed and could not be kept; None: nothing was kept."""
    for vraag in vragen:
        code = vraag.item.code
        gegeven = ingestuurd.get(code)
        if gegeven is None or (niet_bewaard is not None and code not in niet_bewaard and code not in botst):
            yield vraag
            continue
        eigen = replace(vraag, keuze=gegeven.keuze, tekst=gegeven.tekst, datum=gegeven.datum)
        if code in botst:
            # What stands there was seen now: saving again is a choice.
            yield replace(eigen, botst=botst[code])
        else:
            melding = (niet_bewaard or {}).get(code, "")
            yield replace(eigen, zag=gegeven.zag, was=gegeven.was, melding=melding)
