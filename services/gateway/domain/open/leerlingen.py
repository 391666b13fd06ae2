"""Pupils per unit on 1 October, and the funded pupils of an SWV that cross its border."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from services.gateway.domain.open.rijen import Leerlingen, Telling
from services.gateway.domain.open.uitslag import Rij, Uitslag, Vakuitslag, status, zonder_cijfer
from services.gateway.domain.open.vakken import Vak
from shared.contracts.eenheden import swv_code
from shared.contracts.waarde import Waarde, som

Per = Mapping[tuple[int, int], Sequence[Leerlingen]]


def per_school(rijen: Iterable[Leerlingen]) -> Per:
    """By (vestiging, schooljaar)."""
    gevonden: dict[tuple[int, int], list[Leerlingen]] = defaultdict(list)
    for rij in rijen:
        gevonden[rij.vestiging, rij.schooljaar].append(rij)
    return gevonden


def rijen_van(vak: Vak, per: Per) -> list[Leerlingen]:
    """The rows of the schools of a vak."""
    return [rij for school in sorted(vak.vestigingen) for rij in per.get((school, vak.jaar), ())]


def tel_leerlingen(vak: Vak, alle: Sequence[Leerlingen], soorten: Collection[str] | None, lopend: int) -> Vakuitslag:
    """Pupils of the unit, by schoolsoort, of its rows. `soorten`: only these. Unknown when no school has a number, or
    when none of these soorten has one while schools are missing: they may be of that soort."""
    gekozen = [rij for rij in alle if soorten is None or rij.schoolsoort in soorten]
    if not alle or (not gekozen and ontbrekend(vak, alle)):
        return Vakuitslag(zonder_cijfer(vak.bestaat))
    return _opgeteld(((rij.schoolsoort, rij) for rij in gekozen), status(vak.jaar, lopend, (r.status for r in alle)))


def ontbrekend(vak: Vak, alle: Sequence[Leerlingen]) -> int:
    """Schools of the unit without a number, where others have one, by its rows."""
    return len(vak.vestigingen) - len({rij.vestiging for rij in alle}) if alle else 0


def tel_bekostigd(vak: Vak, rijen: Sequence[Telling], soorten: Collection[str], lopend: int) -> Vakuitslag:
    """Pupils of these schoolsoorten that the SWV pays for, wherever they go to school."""
    return _tel(vak, [rij for rij in rijen if rij.swv in vak.betalers], soorten, lopend, _heel)


def tel_uit(vak: Vak, rijen: Sequence[Telling], soorten: Collection[str], lopend: int) -> Vakuitslag:
    """Pupils that the SWV pays for at schools elsewhere. Where the place is unknown they may be in or out."""

    def buiten(rij: Telling) -> Waarde:
        if rij.vestiging_swv == 0:
            return Waarde(0, rij.hoog)
        return Waarde(0, 0) if rij.vestiging_swv in vak.betalers else _heel(rij)

    return _tel(vak, [rij for rij in rijen if rij.swv in vak.betalers], soorten, lopend, buiten)


def tel_in(
    vak: Vak, rijen: Sequence[Telling], soorten: Collection[str], lopend: int, betalers: Collection[tuple[int, int]]
) -> Vakuitslag:
    """Pupils at schools of the SWV that others pay for. Unknown while the pupils of no other SWV
    of that kind were delivered."""
    van_dit_jaar = {swv for swv, jaar in betalers if jaar == vak.jaar} - set(vak.betalers)
    if not any(swv_code(swv)[:2] == vak.kind for swv in van_dit_jaar):
        return Vakuitslag(zonder_cijfer(vak.bestaat))
    van_elders = [rij for rij in rijen if rij.vestiging_swv in vak.betalers and rij.swv not in vak.betalers]
    gekozen = [rij for rij in van_elders if rij.schooljaar == vak.jaar and rij.schoolsoort in soorten]
    return _opgeteld(
        ((rij.schoolsoort, rij) for rij in gekozen), status(vak.jaar, lopend, (r.status for r in van_elders))
    )


def _heel(rij: Leerlingen | Telling) -> Waarde:
    return Waarde(rij.laag, rij.hoog)


def _tel(
    vak: Vak, rijen: Sequence[Telling], soorten: Collection[str], lopend: int, telt: Callable[[Telling], Waarde]
) -> Vakuitslag:
    dit_jaar = [rij for rij in rijen if rij.schooljaar == vak.jaar]
    if not dit_jaar:
        return Vakuitslag(zonder_cijfer(vak.bestaat))
    stand = status(vak.jaar, lopend, (rij.status for rij in dit_jaar))
    per: dict[Rij, Waarde] = defaultdict(lambda: Waarde(0, 0))
    for rij in dit_jaar:
        if rij.schoolsoort in soorten:
            per[rij.schoolsoort,] = per[rij.schoolsoort,].plus(telt(rij))
    return Vakuitslag(Uitslag(som(per.values()), stand), {naam: Uitslag(w, stand) for naam, w in per.items()})


def _opgeteld(rijen: Iterable[tuple[str, Leerlingen | Telling]], stand: str | None) -> Vakuitslag:
    # Of the whole country these are thousands of rows: added up as bare numbers.
    laag: dict[str, int] = defaultdict(int)
    hoog: dict[str, int] = defaultdict(int)
    for naam, rij in rijen:
        laag[naam] += rij.laag
        hoog[naam] += rij.hoog
    per: dict[Rij, Waarde] = {(naam,): Waarde(laag[naam], hoog[naam]) for naam in laag}
    return Vakuitslag(Uitslag(som(per.values()), stand), {naam: Uitslag(w, stand) for naam, w in per.items()})
