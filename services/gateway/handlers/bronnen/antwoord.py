"""Values of an indicator that is not counted from cells alone: rights, vakken, the source, the answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from services.gateway.domain.open.rijen import Levering
from services.gateway.domain.open.uitslag import Geteld, Rij, vorm
from services.gateway.domain.open.vakken import Vak, maak_vakken
from services.gateway.domain.open.verhouding import vorm_breuk
from services.gateway.domain.plan import maak_plan
from services.gateway.domain.rechten import Rechten, zonder_cijfers
from services.gateway.domain.vraag import Basisvraag, Parameters, lees_basisvraag
from services.gateway.handlers.bronnen.stromen import UIT_CELLEN, tel_stromen
from services.gateway.handlers.bronnen.tabellen import tel_telling
from services.gateway.handlers.bronnen.verhoudingen import met_rechten_van, tel_verhouding
from services.gateway.handlers.kijk import Kijk, Toegangen, kijk_met
from services.gateway.handlers.poorten import Gegevens, OnbekendeEenheid
from services.gateway.handlers.toegang import geef_toegangen
from services.gateway.handlers.vrijgave import merk_van
from services.gateway.handlers.waarden import Antwoord, dag_van, etag_past, maak_etag, moment
from shared.contracts.indicatoren import CATALOGUS, Definitie, Indicator
from shared.contracts.indicatoren.model import Celdeel, OpenDeel, OpenIndicator, Stromen, Tabel, Verhouding
from shared.contracts.indicatoren.splitsingen import waarden
from shared.contracts.schooljaar import schooljaar_van, tekst

Json = dict[str, Any]
Waarde = TypeVar("Waarde")


async def geef_overige_waarden(
    gegevens: Gegevens, rechten: Rechten, definitie: Definitie, parameters: Parameters, vandaag: date, kent: str | None
) -> Antwoord:
    """The values that a question asks for, as this caller may see them. `kent`: the If-None-Match header.

    Raises:
        OngeldigeVraag, OnbekendeEenheid, GeenEigenZicht, Unavailable
    """
    lopend = schooljaar_van(vandaag)
    vraag = lees_basisvraag(definitie, parameters, lopend)
    if zonder_cijfers(rechten):
        raise OnbekendeEenheid
    async with gegevens.lezing(rechten, lopend) as lezing:
        inhoud = await geef_inhoud(await kijk_met(lezing, rechten, lopend), definitie, vraag)
    etag = maak_etag(inhoud)
    return Antwoord(etag, None if kent is not None and etag_past(etag, kent) else inhoud)


async def geef_inhoud(kijk: Kijk, definitie: Definitie, vraag: Basisvraag) -> Json:
    """The body of the answer. Raises OnbekendeEenheid, GeenEigenZicht."""
    if isinstance(definitie, Verhouding):
        vraag = met_rechten_van(definitie, vraag)
    toegangen = await geef_toegangen(kijk.lezing, kijk.rechten, vraag, kijk.organisatie, kijk.instellingen)
    vakken = maak_vakken(vraag, toegangen, kijk.organisatie, definitie.gepubliceerd)
    perioden, noten, herkomst = await _tel(kijk, definitie, vraag, toegangen, vakken)
    leveringen = await kijk.open_data.leveringen(herkomst)
    vrij = any(vak.vrij for vak in vakken)
    inhoud: Json = {
        "indicator": definitie.code,
        "niveau": vraag.niveau.value,
        "splitsing": list(vraag.splitsing),
        "stand": await _stand(kijk, definitie, vraag, toegangen, leveringen) if vrij else None,
        "reeksen": _reeksen(toegangen, perioden, len(vraag.schooljaren)),
        "bronnen": [_bron(een) for een in leveringen],
    }
    noten = list(dict.fromkeys(noten)) if vrij else []
    return {**inhoud, "toelichting": " ".join(noten)} if noten else inhoud


async def tel_voor(kijk: Kijk, definitie: Definitie, vraag: Basisvraag, toegangen: Toegangen) -> list[Json]:
    """The periods of units whose access is known already."""
    vakken = maak_vakken(vraag, toegangen, kijk.organisatie, definitie.gepubliceerd)
    perioden, _, _ = await _tel(kijk, definitie, vraag, toegangen, vakken)
    return perioden


async def _tel(
    kijk: Kijk, definitie: Definitie, vraag: Basisvraag, toegangen: Toegangen, vakken: Sequence[Vak]
) -> tuple[list[Json], list[str], set[Any]]:
    """The periods as the API shows them, what must be said beside them, and the deliveries behind them."""
    if isinstance(definitie, Verhouding):
        gevonden = await tel_verhouding(kijk, definitie, vraag, toegangen, vakken)
        in_euro = isinstance(definitie.teller, OpenDeel) and definitie.teller.tabel is Tabel.MIDDELEN
        perioden = [
            _periode(
                vak, vraag, definitie, een.totaal, een.rijen, een.omgerekend, lambda breuk: vorm_breuk(breuk, in_euro)
            )
            for vak, een in zip(vakken, gevonden.vakken, strict=True)
        ]
        return perioden, gevonden.noten, {*gevonden.teller.leveringen, *gevonden.noemer.leveringen}
    geteld = await _geteld(kijk, definitie, vraag, toegangen, vakken)
    maat = definitie.maat
    perioden = [
        _periode(vak, vraag, definitie, een.totaal, een.rijen, een.omgerekend, lambda uitslag: vorm(uitslag, maat))
        for vak, een in zip(vakken, geteld.vakken, strict=True)
    ]
    return perioden, geteld.noten, set(geteld.leveringen)


async def _geteld(
    kijk: Kijk, definitie: Definitie, vraag: Basisvraag, toegangen: Toegangen, vakken: Sequence[Vak]
) -> Geteld:
    if isinstance(definitie, OpenIndicator):
        return await tel_telling(kijk, definitie.telling, vraag, vakken)
    assert isinstance(definitie, Stromen), "every other kind is counted from cells"
    return await tel_stromen(kijk, vraag, toegangen, vakken)


def _periode(
    vak: Vak,
    vraag: Basisvraag,
    definitie: Definitie,
    totaal: Waarde,
    rijen: Mapping[Rij, Waarde],
    omgerekend: bool,
    als_json: Callable[[Waarde], Json],
) -> Json:
    kop: Json = {"schooljaar": None, "boekjaar": vak.jaar} if vak.boekjaar else {"schooljaar": tekst(vak.jaar)}
    if definitie.boekjaar or definitie.code == "middelen-per-leerling":
        kop["omgerekend"] = omgerekend
    gevraagd = rijen if vraag.splitsing and vak.vrij else {}
    volgorde = [waarden(definitie, naam) for naam in vraag.splitsing]
    return {
        **kop,
        "totaal": als_json(totaal),
        "rijen": [
            {"splitsing": dict(zip(vraag.splitsing, rij, strict=True)), **als_json(gevraagd[rij])}
            for rij in sorted(
                gevraagd, key=lambda rij: [lijst.index(een) for lijst, een in zip(volgorde, rij, strict=True)]
            )
        ],
    }


def _reeksen(toegangen: Toegangen, perioden: Sequence[Json], per_reeks: int) -> list[Json]:
    return [
        {
            "eenheid": eenheid.code,
            "zicht": toegang.zicht.value,
            "perioden": list(perioden[nummer * per_reeks : (nummer + 1) * per_reeks]),
        }
        for nummer, (eenheid, toegang) in enumerate(toegangen)
    ]


async def _stand(
    kijk: Kijk, definitie: Definitie, vraag: Basisvraag, toegangen: Toegangen, leveringen: Iterable[Levering]
) -> str:
    """The newest of the deliveries and, where dossiers count, of the cells that this answer is about."""
    momenten = [een.toegepast_op for een in leveringen]
    if definitie.herkomst == "persoon":
        cellen = vraag.over(_telt(definitie), splitsing=(), filters=())
        plan = maak_plan(cellen, toegangen, kijk.organisatie, kijk.lopend)
        merk = await merk_van(kijk.lezing, kijk.rechten, plan, kijk.versies)
        momenten += [] if merk.stand is None else [merk.stand]
    stand = max(momenten, default=kijk.versies.organisatie_op)
    return moment(dag_van(stand) if any(had.beperking for _, had in toegangen) else stand)


def _telt(definitie: Definitie) -> Indicator:
    """What is counted from cells in it: every part has the same units and schooljaren."""
    delen = (definitie.teller, definitie.noemer) if isinstance(definitie, Verhouding) else ()
    codes = [code for een in delen if isinstance(een, Celdeel) for code in een.codes]
    return CATALOGUS[codes[0] if codes else UIT_CELLEN]


def _bron(een: Levering) -> Json:
    return {"soort": een.soort, "standPer": een.peildatum.isoformat(), "status": een.status}
