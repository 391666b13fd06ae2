"""Asking for a document: reading the question, and how far who asks may look.

Security property held here: a document is made in the view of its reader, and never holds more than who asked may
see. The reader's view may be wider (a school sees all years and every SWV): the border narrows it to the asker's.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Recht, Rechten, Rol, Toegang, swvs_in
from services.gateway.domain.vraag import Misser, OngeldigeVraag, toonbaar
from shared.contracts.eenheden import Niveau, swv_code, swv_getal
from shared.contracts.rapporten import SOORTEN, VAN_PROFIEL, Grens, Lezer, Lezersrol, RapportVraag, themas_van
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, tekst

AANTAL_JAREN: Final = 5
VROEGSTE: Final = 2000
_TEKSTEN: Final = ("soort", "niveau", "eenheid", "schooljaar", "binnen")
_VELDEN: Final = (*_TEKSTEN, "themas", "lezer", "nummer")
_MAKER: Final = "maker"
_ROLLEN: Final[Mapping[Rol, Lezersrol]] = {
    Rol.SWV: "swv",
    Rol.BEHEERDER: "swv",
    Rol.BESTUUR: "bestuur",
    Rol.SCHOOL: "school",
}
"""The view of a role, the widest first."""
_MAX_TEKENS: Final = 64
_MAX_NUMMER: Final = 32_767


class GeenJaren(Exception):
    """The asker may not see the unit in the schooljaar of the document."""


def lees_rapportvraag(inhoud: object, lopend: int) -> RapportVraag:
    """The question in a request. Raises OngeldigeVraag with every mistake."""
    if not isinstance(inhoud, Mapping):
        raise OngeldigeVraag([Misser("bericht", "is geen JSON-object")])
    missers = [
        Misser(f"bericht.{toonbaar(str(naam))}", "is geen bekend veld") for naam in inhoud if naam not in _VELDEN
    ]
    gegeven = {naam: _tekst(inhoud, naam, missers) for naam in _TEKSTEN}
    _keuze("soort", gegeven["soort"], tuple(SOORTEN), missers)
    soort = SOORTEN.get(gegeven["soort"] or "")
    niveaus = (soort.niveau,) if soort else tuple(Niveau)
    _keuze("niveau", gegeven["niveau"], [niveau.value for niveau in niveaus], missers)
    laatste = lopend + 1 if gegeven["soort"] in VAN_PROFIEL else lopend
    _schooljaar(gegeven["schooljaar"], laatste, missers)
    themas = _themas(inhoud.get("themas"), gegeven["soort"], missers)
    lezer = inhoud.get("lezer") or None
    if lezer not in (None, _MAKER):
        missers.append(Misser("bericht.lezer", f"is geen toegestane waarde; kies {_MAKER}, of laat het weg"))
    nummer = _nummer(inhoud.get("nummer"), missers)
    missers += _past_niet(gegeven["soort"], lezer, nummer)
    if missers:
        raise OngeldigeVraag(missers)
    return RapportVraag.model_validate({**gegeven, "themas": themas, "lezer": lezer, "nummer": nummer})


def _nummer(gegeven: object, missers: list[Misser]) -> int | None:
    if gegeven is None or (type(gegeven) is int and 0 < gegeven <= _MAX_NUMMER):
        return gegeven
    missers.append(Misser("bericht.nummer", f"is geen geheel getal van 1 tot en met {_MAX_NUMMER}"))
    return None


def _past_niet(soort: str | None, lezer: object, nummer: int | None) -> Iterator[Misser]:
    """A profile is for everybody, in one view; and only of a profile there are versions."""
    van_profiel = soort in VAN_PROFIEL
    for naam, gegeven, past in (
        ("lezer", lezer, not van_profiel), ("nummer", nummer, van_profiel),
    ):  # fmt: skip
        if gegeven and not past:
            yield Misser(f"bericht.{naam}", f"past niet bij {soort}")


def _themas(gegeven: object, soort: str | None, missers: list[Misser]) -> tuple[str, ...]:
    """The chosen themes in our order; nothing chosen, or all of this kind: ()."""
    if gegeven is None or gegeven == []:
        return ()
    mogelijk = themas_van(soort or "")
    if not isinstance(gegeven, list) or not all(isinstance(een, str) and een in mogelijk for een in gegeven):
        keuze = f"kies uit {', '.join(mogelijk)}" if mogelijk else "dit soort heeft er geen"
        missers.append(Misser("bericht.themas", f"is geen lijst van themas; {keuze}"))
        return ()
    gekozen = tuple(thema for thema in mogelijk if thema in gegeven)
    return () if len(gekozen) == len(mogelijk) else gekozen


def _tekst(inhoud: Mapping[str, object], naam: str, missers: list[Misser]) -> str | None:
    waarde = inhoud.get(naam)
    if waarde is None or waarde == "":
        if naam != "binnen":
            missers.append(Misser(f"bericht.{naam}", "ontbreekt"))
        return None
    if isinstance(waarde, str) and len(waarde) <= _MAX_TEKENS:
        return waarde
    missers.append(Misser(f"bericht.{naam}", f"is geen tekst van hoogstens {_MAX_TEKENS} tekens"))
    return None


def _keuze(naam: str, waarde: str | None, toegestaan: tuple[str, ...] | list[str], missers: list[Misser]) -> None:
    if waarde is not None and waarde not in toegestaan:
        missers.append(Misser(f"bericht.{naam}", f"is geen toegestane waarde; kies uit {', '.join(toegestaan)}"))


def _schooljaar(waarde: str | None, laatste: int, missers: list[Misser]) -> None:
    if waarde is None:
        return
    try:
        jaar = lees(waarde)
    except OngeldigSchooljaar:
        missers.append(Misser("bericht.schooljaar", "heeft de vorm 2025-2026"))
        return
    if not VROEGSTE <= jaar <= laatste:
        melding = f"ligt niet tussen {tekst(VROEGSTE)} en {tekst(laatste)}"
        missers.append(Misser("bericht.schooljaar", melding))


def lezer_van(vraag: RapportVraag, organisatie: Organisatie) -> Lezer:
    """In whose view the document is made: a Gespreksrapport is for the school, that of a subregio for its SWV."""
    eenheid = vraag.eenheid
    if vraag.niveau is Niveau.SUBREGIO:
        swv = organisatie.swv_van_subregio(eenheid)
        if swv is None:
            raise GeenJaren
        eenheid = swv_code(swv)
    return Lezer(rol=SOORTEN[vraag.soort].lezer, eenheid=eenheid)


def als_lezer(recht: Recht) -> Lezer | None:
    """The view that a right gives; None: platform sees no figures."""
    rol = _ROLLEN.get(recht.rol)
    return Lezer(rol=rol, eenheid=recht.eenheid) if rol else None


def makers(rechten: Rechten) -> Iterator[tuple[Lezer, Rechten]]:
    """The views that who asks has, the widest first, each with the one right that gives it: for an internal version."""
    for rol in _ROLLEN:
        for recht in sorted(een for een in rechten if een.rol is rol):
            lezer = als_lezer(recht)
            assert lezer is not None
            yield lezer, frozenset({recht})


def van_lezer(rechten: Rechten, lezer: Lezer) -> Rechten:
    """Those of the rights that give this view."""
    return frozenset(recht for recht in rechten if als_lezer(recht) == lezer)


def maak_grens(toegang: Toegang, eenheid: Eenheid, vraag: RapportVraag, organisatie: Organisatie, lopend: int) -> Grens:
    """How far the asker may look.

    Raises:
        GeenJaren: not in this schooljaar, or not for this SWV.
        OngeldigeVraag: the asker sees several SWV's apart, and must choose one.
    """
    jaar = lees(vraag.schooljaar)
    zichtbaar = {
        een: swvs_in(toegang, eenheid, een, organisatie) for een in {*range(jaar - AANTAL_JAREN + 1, jaar + 1), lopend}
    }
    binnen = swv_getal(vraag.binnen) if vraag.binnen else _gekozen(zichtbaar[jaar])
    jaren = sorted(een for een, swvs in zichtbaar.items() if {None, binnen} & swvs)
    if jaar not in jaren:
        raise GeenJaren
    return Grens(
        binnen=None if binnen is None else swv_code(binnen),
        schooljaren=tuple(tekst(een) for een in jaren if een <= jaar),
        nu=lopend in jaren,
    )


def _gekozen(swvs: frozenset[int | None]) -> int | None:
    """The SWV whose dossiers the asker sees; None: all of them."""
    if not swvs:
        raise GeenJaren
    if len(swvs) == 1:
        return next(iter(swvs))
    keuze = ", ".join(sorted(swv_code(swv) for swv in swvs if swv is not None))
    raise OngeldigeVraag([Misser("bericht.binnen", f"ontbreekt; kies uit {keuze}")])


def dekt(ruim: Grens, nauw: Grens) -> bool:
    """Does one border hold all that lies within the other?"""
    ruimer = ruim.binnen in (None, nauw.binnen) and set(nauw.schooljaren) <= set(ruim.schooljaren)
    return ruimer and (ruim.teksten or not nauw.teksten)
