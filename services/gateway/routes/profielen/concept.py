"""Drafts: read by the school, its board and its SWV; written by the school, answer by answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.profielen.antwoord import Antwoord, OngeldigAntwoord, lees_antwoord
from services.gateway.domain.profielen.document import Cijfer, school_json
from services.gateway.domain.profielen.formulier import Item, Onderdeel
from services.gateway.domain.profielen.keuring import Ernst
from services.gateway.domain.profielen.profiel import Ingevuld, Sleutel, Wijziging
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd
from services.gateway.handlers.profielen.cijfers import cijfers_bij
from services.gateway.handlers.profielen.concept import Blad, begin, bewaar, keuring, met, toon
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, json_antwoord, niet_gevonden, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import formaat
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import fouten
from services.gateway.routes.profielen import hulp
from services.gateway.routes.profielen.modellen_concept import AntwoordIn, Concept, ConceptAntwoord, Keuring
from shared.contracts.schooljaar import tekst

PAD = "/profielen/{vestiging}/concepten/{swv}/{schooljaar}"
_WIE = "De school schrijft; haar bestuur en samenwerkingsverband lezen mee."
Sleutelpad = Annotated[Sleutel, Depends(hulp.sleutel)]


def voeg_toe(router: APIRouter, diensten: Diensten) -> None:
    """The routes."""
    lezer, ingelogd = Depends(met_lezer(diensten)), Depends(met_token(diensten.poort))

    @router.get(
        PAD,
        summary="Het profiel waar een school aan werkt",
        operation_id="toonConcept",
        description=f"Met het formulier, de antwoorden van eerder en de eigen cijfers. {_WIE}",
        responses={200: modellen.antwoord(Concept, "Het concept"), **fouten(400, 401, 404, 406, 503)},
    )
    async def toon_(request: Request, sleutel: Sleutelpad, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with hulp.profielfouten():
            return await _antwoord(
                diensten, beller, await toon(diensten.gegevens, beller.rechten, sleutel, diensten.clock.today())
            )

    @router.put(
        PAD,
        summary="Begint een profiel voor een schooljaar",
        operation_id="beginConcept",
        description="De antwoorden van het vorige profiel staan er dan in, om na te kijken. Alleen de school.",
        responses={200: modellen.antwoord(Concept, "Het concept"), **fouten(400, 401, 403, 404, 503)},
    )
    async def begin_(sleutel: Sleutelpad, beller: Annotated[Beller, ingelogd]) -> Response:
        with hulp.profielfouten():
            nu, vandaag = diensten.clock.now(), diensten.clock.today()
            return await _antwoord(diensten, beller, await begin(diensten.gegevens, beller, sleutel, nu, vandaag))

    _voeg_antwoorden_toe(router, diensten)
    _voeg_keuring_toe(router, diensten)


def _voeg_antwoorden_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.put(
        f"{PAD}/antwoorden/{{item}}",
        summary="Bewaart één antwoord",
        operation_id="bewaarAntwoord",
        description="If-Match: de versie van het antwoord die u zag, 0 als er niets stond. Was iemand u voor, dan 412:"
        " haal het concept opnieuw op, en niemands tekst gaat verloren.",
        responses={
            200: modellen.antwoord(ConceptAntwoord, "Zoals het nu luidt"),
            **fouten(400, 401, 403, 404, 409, 412, 503),
        },
    )
    async def bewaar_(
        request: Request, sleutel: Sleutelpad, item: str, nieuw: AntwoordIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        nu, vandaag = diensten.clock.now(), diensten.clock.today()
        with hulp.profielfouten():
            blad = await toon(diensten.gegevens, beller.rechten, sleutel, vandaag)
            gevraagd = blad.formulier.per_code.get(item)
            if gevraagd is None:
                raise niet_gevonden()
            wijziging = Wijziging(item, _zag(request), _lees(gevraagd, nieuw, diensten))
            voor, opgeslagen = await bewaar(diensten.gegevens, beller, sleutel, [wijziging], nu, vandaag)
            if opgeslagen.botst:
                raise IntussenGewijzigd
        een = met(voor, opgeslagen).antwoorden.get(item)
        return json_antwoord(_ingevuld(een or Ingevuld(Antwoord(), 0, nu, beller.naam)))


def _voeg_keuring_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer = Depends(met_lezer(diensten))

    @router.get(
        f"{PAD}/keuring",
        summary="Wat er aan een concept opvalt",
        operation_id="keurConcept",
        responses={200: modellen.antwoord(Keuring, "De bevindingen"), **fouten(400, 401, 404, 406, 503)},
    )
    async def keur_(request: Request, sleutel: Sleutelpad, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with hulp.profielfouten():
            blad = await toon(diensten.gegevens, beller.rechten, sleutel, diensten.clock.today())
            gevonden = await keuring(diensten.gegevens, beller.rechten, blad, diensten.clock.today())
        fouten_ = sum(een.ernst is Ernst.FOUT for een in gevonden)
        return json_antwoord({"bevindingen": [een._asdict() for een in gevonden], "fouten": fouten_})


def _zag(request: Request) -> int:
    gegeven = request.headers.get("if-match", "").strip('"')
    if not (gegeven.isascii() and gegeven.isdigit() and len(gegeven) <= 9):
        raise ongeldig([Misser("header.If-Match", "is de versie van het antwoord die u zag, of 0")])
    return int(gegeven)


def _lees(item: Item, nieuw: AntwoordIn, diensten: Diensten) -> Antwoord:
    try:
        return lees_antwoord(item, nieuw.keuze, nieuw.tekst, nieuw.datum, diensten.clock.today())
    except OngeldigAntwoord as fout:
        raise ongeldig([Misser(f"bericht.{item.code}", str(fout))]) from fout


async def _antwoord(diensten: Diensten, beller: Beller, blad: Blad) -> Response:
    vandaag = diensten.clock.today()
    cijfers = await cijfers_bij(diensten.gegevens, beller.rechten, blad.sleutel, blad.formulier, vandaag)
    return json_antwoord(_blad(blad, cijfers), {"ETag": blad.etag, "Cache-Control": "private, no-cache"})


def _blad(blad: Blad, cijfers: Any) -> dict[str, Any]:
    pad = hulp.adres(blad.sleutel)
    return {
        "school": school_json(blad.sleutel, blad.lid, blad.organisatie),
        "schooljaar": tekst(blad.sleutel.schooljaar),
        "staat": blad.concept.staat.value if blad.concept else None,
        "versie": blad.concept.versie if blad.concept else 0,
        "opmerking": blad.concept.opmerking if blad.concept else "",
        "formulier": blad.geldt.versie,
        "vorigSchooljaar": tekst(blad.vorig.schooljaar) if blad.vorig else None,
        "magSchrijven": blad.schrijfbaar,
        "staten": sorted(blad.staten),
        "onderdelen": [_onderdeel(een, blad, cijfers) for een in blad.formulier.onderdelen],
        "_links": {"self": {"href": pad}, "keuring": {"href": f"{pad}/keuring"}, "staat": {"href": f"{pad}/staat"}},
    }


def _onderdeel(onderdeel: Onderdeel, blad: Blad, cijfers: Any) -> dict[str, Any]:
    kop = onderdeel.model_dump(by_alias=True, exclude={"items"})
    return {**kop, "items": [_item(item, blad, cijfers.get(item.code, ())) for item in onderdeel.items]}


def _item(item: Item, blad: Blad, cijfers: Any) -> dict[str, Any]:
    ingevuld = blad.antwoorden.get(item.code)
    vorig = blad.vorig.antwoorden.get(item.code) if blad.vorig else None
    return {
        **item.model_dump(by_alias=True, mode="json", exclude={"indicatoren"}),
        "keuzes": [{"code": code, "titel": titel} for code, titel in item.velden.keuzes.items()],
        "maxTekens": item.velden.max_tekens,
        "datum": item.velden.datum,
        "antwoord": _ingevuld(ingevuld) if ingevuld else None,
        "vorig": _velden(vorig) if vorig else None,
        "cijfers": [_cijfer(een) for een in cijfers],
    }


def _cijfer(een: Cijfer) -> dict[str, Any]:
    return een._asdict()


def _velden(een: Antwoord) -> dict[str, Any]:
    return {"keuze": een.keuze, "tekst": een.tekst, "datum": een.datum.isoformat() if een.datum else None}


def _ingevuld(een: Ingevuld) -> dict[str, Any]:
    return {
        **_velden(een.antwoord),
        "versie": een.versie,
        "overgenomen": een.overgenomen,
        "gewijzigdOp": moment(een.op),
        "gewijzigdDoor": een.door,
    }
