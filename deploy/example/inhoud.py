"""What an application asks: school, origin, leerjaar, kind, needs, and the personal block."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from deploy.example import kansen
from deploy.example.kiemen import Bron, Kiem
from deploy.example.personen import persoonsblok
from deploy.example.regio import Lidmaatschap
from shared.contracts.schooljaar import schooljaar_van

ONBEKENDE_VESTIGING = "99ZZ99"


@dataclass(slots=True)
class Vraag:
    """The application as the school hands it in."""

    lid: Lidmaatschap
    doel: str
    herkomst: str
    leerjaar: int | None
    herindicatie: bool
    tlv: dict[str, object] | None
    arrangement: dict[str, object] | None
    velden: dict[str, object] = field(default_factory=dict)


def tlv(doel: str, categorie: str | None, kans: Random) -> dict[str, object]:
    """`tlv` object; a category exactly for so and vso."""
    if doel in ("sbo", "pro"):
        return {"schoolsoort": doel, "categorie": None}
    if categorie is None:
        return {"schoolsoort": doel, "categorie": kansen.CATEGORIE.kies(kans)}
    return {"schoolsoort": doel, "categorie": kansen.CATEGORIE_NA[categorie].kies(kans)}


def arrangement(swv: str, soort: str | None, kans: Random) -> dict[str, object]:
    """`arrangement` object with an amount in euro's; a group has 3 to 12 pupils."""
    soort = soort or kansen.ARRANGEMENT_TYPE[swv[:2]].kies(kans)
    laag, hoog = kansen.BEDRAG[soort]
    bedrag = laag + int((hoog - laag) * kans.random() ** 1.6) // 50 * 50
    aantal = 3 + int(kans.random() * 10) if soort == "groep" else 1
    return {"type": soort, "bedrag": f"{bedrag}.00", "leerlingen": aantal}


def behoeften(kans: Random) -> list[str]:
    """None to five different needs."""
    aantal = kansen.AANTAL_BEHOEFTEN.kies(kans)
    gekozen: dict[str, None] = {}
    while len(gekozen) < aantal:
        gekozen[kansen.BEHOEFTE.kies(kans)] = None
    return list(gekozen)


def _herkomst(swv: str, soort: str, doel: str, kans: Random) -> str:
    school = {"so/vso": "vso" if swv[0] == "V" and doel == "vso" else "so"}.get(soort, soort)
    keuze = kansen.HERKOMST.get((school, doel))
    return keuze.kies(kans) if keuze else school


def _leerjaar(swv: str, herkomst: str, doel: str, kans: Random) -> int:
    if herkomst == "geen":
        return 11 + int(kans.random() * 3) if swv[0] == "V" else int(kans.random() * 1.3)
    if swv[0] == "V" and herkomst in ("bao", "sbo", "so"):
        return 8
    if doel == "arr":
        doel = f"arr_{swv[:2].lower()}"
    return kansen.LEERJAAR[doel].kies(kans)


def _van_school(bron: Bron, kiem: Kiem, jaar: int, kans: Random) -> Lidmaatschap | None:
    if kiem.lid is None:
        return bron.school_voor(kiem.doel, jaar, kans)
    if kiem.lid.schoolsoort == "bao" and kiem.vorige is None and kans.random() < kansen.BUITEN_SWV:
        return bron.school_van_elders(jaar, kans) or kiem.lid
    return kiem.lid


def _vestiging_herkomst(bron: Bron, vraag: Vraag, jaar: int, kans: Random) -> str | None:
    """Where the pupil sits now, if that is another school than the one that applies."""
    if vraag.herindicatie or vraag.herkomst == "geen":
        return None
    eigen = {"so/vso": ("so", "vso")}.get(vraag.lid.schoolsoort, (vraag.lid.schoolsoort,))
    if vraag.herkomst in eigen:
        return None
    swv = bron.swv
    if swv[0] == "V" and vraag.herkomst in ("bao", "sbo", "so"):
        swv = kans.choice(bron.regio.toeleveranciers(swv) or (swv,))
    scholen = [lid for lid in bron.regio.leden_van(swv, jaar) if vraag.herkomst in lid.schoolsoort.split("/")]
    return kans.choice(scholen).vestiging if scholen else None


def _bestuur(lid: Lidmaatschap, kans: Random) -> str | None:
    worp = kans.random()
    if worp < kansen.BESTUUR_LEEG:
        return None
    anders = worp < kansen.BESTUUR_LEEG + kansen.BESTUUR_ANDERS
    return "99999" if anders else lid.bestuur


def maak_vraag(bron: Bron, kiem: Kiem, kans: Random) -> Vraag | None:
    """The application of a kiem; None where the SWV has no school that could make it."""
    jaar = schooljaar_van(date.fromordinal(kiem.dag))
    lid = _van_school(bron, kiem, jaar, kans)
    if lid is None:
        return None
    vorige = kiem.vorige
    herkomst = vorige.herkomst if vorige else _herkomst(bron.swv, lid.schoolsoort, kiem.doel, kans)
    leerjaar = vorige.leerjaar if vorige else _leerjaar(bron.swv, herkomst, kiem.doel, kans)
    soort = vorige.soort if vorige else None
    vraag = Vraag(
        lid=lid, doel=kiem.doel, herkomst=herkomst, leerjaar=leerjaar, herindicatie=vorige is not None,
        tlv=None if kiem.doel == "arr" else tlv(kiem.doel, soort or None, kans),
        arrangement=arrangement(bron.swv, soort or None, kans) if kiem.doel == "arr" else None,
    )  # fmt: skip
    if vraag.arrangement and vraag.arrangement["type"] == "groep":
        vraag.leerjaar = None
    vraag.velden = _velden(bron, vraag, kiem, jaar, kans)
    return vraag


def _velden(bron: Bron, vraag: Vraag, kiem: Kiem, jaar: int, kans: Random) -> dict[str, object]:
    onbekend = kans.random() < kansen.ONBEKENDE_VESTIGING
    groep = 6 if vraag.leerjaar is None else vraag.leerjaar - (2 if vraag.leerjaar > 8 else 0)
    velden: dict[str, object] = {
        "ingediendOp": date.fromordinal(kiem.dag),
        "compleetOp": None,
        "herindicatie": vraag.herindicatie,
        "vestiging": ONBEKENDE_VESTIGING if onbekend else vraag.lid.vestiging,
        "bestuur": _bestuur(vraag.lid, kans),
        "herkomst": vraag.herkomst,
        "leerjaar": vraag.leerjaar,
        "ondersteuningsbehoeften": behoeften(kans),
    }
    vestiging_herkomst = _vestiging_herkomst(bron, vraag, jaar, kans)
    if vestiging_herkomst:
        velden["vestigingHerkomst"] = vestiging_herkomst
    soort = "tlv" if vraag.tlv else "arrangement"
    velden[soort] = vraag.tlv or vraag.arrangement
    return velden | persoonsblok(kans, jaar - 4 - groep)
