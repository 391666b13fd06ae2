"""The conclusion above a figure, computed from its numbers. It tells, never judges, and is careful with few cases."""

from collections.abc import Mapping, Sequence

from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.figuren.periode import Vergeleken
from services.gateway.dashboards.gegevens import Antwoord, Waarde
from services.gateway.dashboards.getallen import opsomming
from services.gateway.dashboards.keuze import Keuze
from shared.contracts.getallen import getal

WEINIG = 10
GENOEG_VOOR_PROCENT = 20
_ONBEKEND = "onbekend"
_VOORZICHTIG = "Het gaat om kleine aantallen; een verschil zegt dan weinig."


def aantal(waarde: float, enkelvoud: str, meervoud: str) -> str:
    """'1 aanvraag', '12 aanvragen'."""
    return f"{getal(waarde)} {enkelvoud if waarde == 1 else meervoud}"


def verschil(vergeleken: Vergeleken, eerder: str, *, euro: bool = False) -> str:
    """'4 meer dan in 2024-2025 (86)', or over the same weeks of a running year."""
    anders = vergeleken.verschil
    teken = "€\u00a0" if euro else ""
    toen = _met(teken, vergeleken.eerder)
    if anders is None:
        return f"{eerder}: {toen}"
    if vergeleken.week:
        nu = _met(teken, vergeleken.nu)
        return f"tot en met week {vergeleken.week}: {nu}; dezelfde weken van {eerder}: {toen}"
    if anders == 0:
        return f"evenveel als in {eerder}"
    return f"{teken}{getal(abs(anders))} {'meer' if anders > 0 else 'minder'} dan in {eerder} ({toen})"


def _met(teken: str, waarde: Waarde) -> str:
    return f"{teken}{waarde.toon}" if waarde.bekend else waarde.toon


def aanvragen(antwoord: Antwoord, onderwerp: Onderwerp, delen: Sequence[str], keuze: Keuze) -> str:
    """How many applications, of which kinds."""
    totaal = antwoord.totaal(keuze.jaar)
    if totaal.getal is None:
        return f"Voor {keuze.jaar} is er geen aantal: {totaal.toon}."
    begin = f"In {keuze.jaar} {_was(totaal.getal, keuze)} er {_totnutoe(keuze)}{_aanvragen(totaal.getal)}"
    genoemd = [
        f"{deel.toon} {onderwerp.voor}{onderwerp.namen.get(code, code)}"
        for code in delen
        if (deel := onderwerp.deel(antwoord, keuze.jaar, code)).getal
    ]
    return f"{begin}: {opsomming(genoemd)}." if len(genoemd) > 1 else f"{begin}."


def _was(hoeveel: float, keuze: Keuze) -> str:
    if keuze.loopt:
        return "is" if hoeveel == 1 else "zijn"
    return "was" if hoeveel == 1 else "waren"


def _totnutoe(keuze: Keuze) -> str:
    return "tot nu toe " if keuze.loopt else ""


def _aanvragen(hoeveel: float) -> str:
    return "geen aanvragen" if hoeveel == 0 else aantal(hoeveel, "aanvraag", "aanvragen")


def beweging(vergeleken: Vergeleken, keuze: Keuze) -> str:
    """The chosen schooljaar beside the earlier one, over the same part of both."""
    nu, eerder = vergeleken.nu.getal, vergeleken.eerder.getal
    if nu is None or eerder is None:
        return ""
    voorzichtig = f" {_VOORZICHTIG}" if nu != eerder and max(nu, eerder) < WEINIG else ""
    if vergeleken.week:
        return (
            f"Tot en met week {vergeleken.week} waren het er {getal(nu)}, in dezelfde weken van {keuze.eerder}"
            f" {getal(eerder)}.{voorzichtig}"
        )
    if nu == eerder:
        return f"Dat waren er evenveel als in {keuze.eerder}."
    richting = "meer" if nu > eerder else "minder"
    return f"Dat zijn er {getal(abs(nu - eerder))} {richting} dan in {keuze.eerder}.{voorzichtig}"


def besluiten(toegekend: Waarde, afgewezen: Waarde, open_: Waarde, keuze: Keuze) -> str:
    """What was decided in the chosen schooljaar."""
    if toegekend.getal is None or afgewezen.getal is None:
        return f"In {keuze.jaar}: toegekend {toegekend.toon}, afgewezen {afgewezen.toon}."
    alle = toegekend.getal + afgewezen.getal
    if alle == 0:
        return f"In {keuze.jaar} {'is er nog' if keuze.loopt else 'was er'} geen besluit."
    zin = (
        f"In {keuze.jaar} {_was(alle, keuze)} er {_totnutoe(keuze)}{aantal(alle, 'besluit', 'besluiten')}:"
        f" {toegekend.toon} toegekend en {afgewezen.toon} afgewezen."
    )
    if open_.getal:
        staan = "staat" if open_.getal == 1 else "staan"
        zin += f" Van de aanvragen uit {keuze.jaar} {staan} er {open_.toon} nog open."
    return zin


def soorten(laag: Waarde, midden: Waarde, hoog: Waarde, keuze: Keuze) -> str:
    """How granted TLV's divide over the categories."""
    delen = {"laag": laag.getal, "midden": midden.getal, "hoog": hoog.getal}
    bekend = {naam: waarde for naam, waarde in delen.items() if waarde is not None}
    som = sum(bekend.values())
    if len({laag.toon, midden.toon, hoog.toon}) == 1 and not bekend:
        return f"In {keuze.jaar}: laag, midden en hoog {laag.toon}."
    if len(bekend) < len(delen):
        return f"In {keuze.jaar}: laag {laag.toon}, midden {midden.toon}, hoog {hoog.toon}."
    if som == 0:
        werd = "is nog" if keuze.loopt else "werd"
        return f"In {keuze.jaar} {werd} geen TLV met een bekostigingscategorie toegekend."
    if som == 1:
        naam = next(naam for naam, waarde in bekend.items() if waarde)
        return f"De ene TLV met een categorie die in {keuze.jaar} is toegekend, is {naam}."
    genoemd = opsomming([f"{getal(waarde)} {naam}" for naam, waarde in bekend.items()])
    zin = f"Van de {getal(som)} TLV’s met een categorie die in {keuze.jaar} zijn toegekend, zijn er {genoemd}."
    if som < GENOEG_VOOR_PROCENT:
        return zin
    return f"{zin} Het deel laag is {getal(100 * bekend['laag'] / som)}%."


def hoog(vergeleken: Vergeleken, keuze: Keuze) -> str:
    """TLV's hoog beside the other schooljaar, over the same weeks of a running one."""
    nu, eerder = vergeleken.nu.getal, vergeleken.eerder.getal
    if nu is None or eerder is None:
        return ""
    if vergeleken.week:
        toen = f"in dezelfde weken van {keuze.eerder} {getal(eerder)}"
        return f"Tot en met week {vergeleken.week} zijn er {getal(nu)} hoog toegekend, {toen}."
    if nu == eerder:
        return f"Het aantal hoog is gelijk aan dat van {keuze.eerder}."
    return f"Hoog: {getal(abs(nu - eerder))} {'meer' if nu > eerder else 'minder'} dan in {keuze.eerder}."


def leerjaren(namen: Sequence[str], waarden: Sequence[Waarde], keuze: Keuze) -> str:
    """Where most applications are: one leerjaar, or as many as share the top."""
    aantallen = [waarde.getal or 0 for waarde in waarden]
    som = sum(aantallen)
    if any(waarde.niet_vrijgegeven for waarde in waarden):
        return _leerjaren_deels(namen, aantallen, keuze)
    if not som:
        return f"In {keuze.jaar} {'zijn er nog' if keuze.loopt else 'waren er'} geen aanvragen met een leerjaar."
    bekend = {naam: hoeveel for naam, hoeveel in zip(namen, aantallen, strict=True) if naam != _ONBEKEND}
    zonder = som - sum(bekend.values())
    erbij = f" Van {getal(zonder)} is het leerjaar niet bekend." if zonder else ""
    if not any(bekend.values()):
        return f"Van de {aantal(som, 'aanvraag', 'aanvragen')} uit {keuze.jaar} is geen leerjaar bekend."
    return f"{_leerjaren_bovenaan(bekend, som, keuze)}{erbij}"


def _leerjaren_bovenaan(bekend: Mapping[str, float], som: float, keuze: Keuze) -> str:
    top = max(bekend.values())
    bovenaan = [naam for naam, hoeveel in bekend.items() if hoeveel == top]
    if som == 1:
        return f"De ene aanvraag uit {keuze.jaar} gaat over {bovenaan[0]}."
    if len(bovenaan) > 3:
        return f"De {getal(som)} aanvragen uit {keuze.jaar} zijn verspreid over de leerjaren."
    begin = f"Van de {aantal(som, 'aanvraag', 'aanvragen')} uit {keuze.jaar} gaan"
    if len(bovenaan) == 1:
        return f"{begin} de meeste over {bovenaan[0]} ({getal(top)})."
    return f"{begin} er even vaak over {opsomming(bovenaan)} (elk {getal(top)}), vaker dan over andere leerjaren."


def _leerjaren_deels(namen: Sequence[str], aantallen: Sequence[float], keuze: Keuze) -> str:
    """Some are hidden: nothing is said about the whole."""
    top = max(aantallen)
    if not top:
        return f"Per leerjaar zijn de aantallen van {keuze.jaar} te klein om te tonen."
    bovenaan = [naam for naam, hoeveel in zip(namen, aantallen, strict=True) if hoeveel == top]
    return f"In {keuze.jaar} zijn de meeste aanvragen voor {opsomming(bovenaan)} ({getal(top)}, afgerond)."
