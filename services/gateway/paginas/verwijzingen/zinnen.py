"""The conclusion above a figure, computed from its numbers. It tells, never judges, and is careful with few cases."""

from collections.abc import Sequence

from services.gateway.paginas.gegevens import Antwoord, Waarde
from services.gateway.paginas.getallen import getal, opsomming
from services.gateway.paginas.keuze import Keuze
from services.gateway.paginas.verwijzingen.periode import Vergeleken

WEINIG = 10
GENOEG_VOOR_PROCENT = 20
_VOORZICHTIG = "Het gaat om kleine aantallen; een verschil zegt dan weinig."


def aantal(waarde: float, enkelvoud: str, meervoud: str) -> str:
    """'1 aanvraag', '12 aanvragen'."""
    return f"{getal(waarde)} {enkelvoud if waarde == 1 else meervoud}"


def verschil(vergeleken: Vergeleken, eerder: str) -> str:
    """'4 meer dan in 2024-2025 (86)', or over the same months of a running year."""
    anders = vergeleken.verschil
    if anders is None:
        return f"{eerder}: {vergeleken.eerder.toon}"
    if vergeleken.maanden:
        return f"{vergeleken.tot_en_met}: {vergeleken.nu.toon}; dezelfde maanden van {eerder}: {vergeleken.eerder.toon}"
    if anders == 0:
        return f"evenveel als in {eerder}"
    return f"{getal(abs(anders))} {'meer' if anders > 0 else 'minder'} dan in {eerder} ({vergeleken.eerder.toon})"


def aanvragen(antwoord: Antwoord, soorten: Sequence[str], vergeleken: Vergeleken | None, keuze: Keuze) -> str:
    """How many applications, of which kinds, beside the earlier year."""
    totaal = antwoord.totaal(keuze.jaar)
    if totaal.getal is None:
        return f"Voor {keuze.jaar} is er geen aantal: {totaal.toon}."
    begin = f"In {keuze.jaar} {_was(totaal.getal, keuze)} er {_totnutoe(keuze)}{_aanvragen(totaal.getal)}"
    delen = [
        f"{deel.toon} voor {soort}"
        for soort in soorten
        if (deel := antwoord.bij(keuze.jaar, "schoolsoort", soort)).getal
    ]
    zin = f"{begin}: {opsomming(delen)}." if len(delen) > 1 and not keuze.soort else f"{begin}."
    return " ".join(filter(None, [zin, _beweging(vergeleken, keuze)]))


def _was(hoeveel: float, keuze: Keuze) -> str:
    if keuze.loopt:
        return "is" if hoeveel == 1 else "zijn"
    return "was" if hoeveel == 1 else "waren"


def _totnutoe(keuze: Keuze) -> str:
    return "tot nu toe " if keuze.loopt else ""


def _aanvragen(hoeveel: float) -> str:
    return "geen aanvragen" if hoeveel == 0 else aantal(hoeveel, "aanvraag", "aanvragen")


def _beweging(vergeleken: Vergeleken | None, keuze: Keuze) -> str:
    if vergeleken is None:
        return "Er is nog geen hele maand voorbij om te vergelijken."
    nu, eerder = vergeleken.nu.getal, vergeleken.eerder.getal
    if nu is None or eerder is None:
        return ""
    voorzichtig = f" {_VOORZICHTIG}" if nu != eerder and max(nu, eerder) < WEINIG else ""
    if vergeleken.maanden:
        return (
            f"Van {vergeleken.tot_en_met} waren het er {getal(nu)}, in dezelfde maanden van {keuze.eerder}"
            f" {getal(eerder)}.{voorzichtig}"
        )
    if nu == eerder:
        return f"Dat waren er evenveel als in {keuze.eerder}."
    richting = "meer" if nu > eerder else "minder"
    return f"Dat zijn er {getal(abs(nu - eerder))} {richting} dan in {keuze.eerder}.{voorzichtig}"


def besluiten(toegekend: Waarde, afgewezen: Waarde, open_: Waarde, keuze: Keuze) -> str:
    """What was decided in the chosen schooljaar."""
    if toegekend.getal is None or afgewezen.getal is None:
        return f"Voor {keuze.jaar} is er geen aantal besluiten: {toegekend.toon}."
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
    if len(bekend) < len(delen):
        return f"Voor {keuze.jaar} is de verdeling niet bekend: {laag.toon}."
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


def leerjaren(namen: Sequence[str], waarden: Sequence[Waarde], keuze: Keuze) -> str:
    """Where most applications are: one leerjaar, or as many as share the top."""
    aantallen = [waarde.getal or 0 for waarde in waarden]
    som = sum(aantallen)
    if not som:
        return f"In {keuze.jaar} {'zijn er nog' if keuze.loopt else 'waren er'} geen aanvragen met een leerjaar."
    top = max(aantallen)
    bovenaan = [naam for naam, hoeveel in zip(namen, aantallen, strict=True) if hoeveel == top]
    if som == 1:
        return f"De ene aanvraag uit {keuze.jaar} gaat over {bovenaan[0]}."
    if len(bovenaan) > 3:
        return f"De {getal(som)} aanvragen uit {keuze.jaar} zijn verspreid over de leerjaren."
    begin = f"Van de {aantal(som, 'aanvraag', 'aanvragen')} uit {keuze.jaar} gaan"
    if len(bovenaan) == 1:
        return f"{begin} de meeste over {bovenaan[0]} ({getal(top)})."
    return f"{begin} er even vaak over {opsomming(bovenaan)} (elk {getal(top)}), vaker dan over andere leerjaren."
