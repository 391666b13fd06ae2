"""One profile: where it is, what stands out, and the next step for who looks."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.profielen.document import maak_document
from services.gateway.domain.profielen.keuring import Bevinding, Ernst
from services.gateway.domain.profielen.profiel import MAX_OPMERKING, MAX_REDEN, Concept, Staat, mag
from services.gateway.domain.toelichtingen import OnleesbareTekst, lees_vrije_tekst
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd, OnbekendeEenheid
from services.gateway.handlers.profielen.cijfers import OPENBAAR, cijfers_bij
from services.gateway.handlers.profielen.concept import Blad, begin, keuring
from services.gateway.handlers.profielen.poorten import NietInDezeStaat, OnbekendProfiel, Onvolledig
from services.gateway.handlers.profielen.publiceren import trek_in, wissel
from services.gateway.paginas.profielen.kader import PAD, Profielpagina, adres, eis_eigen_formulier
from services.gateway.routes.profielen.hulp import jaar as lees_jaar
from shared.runtime.http import Problem

Veld = Annotated[str, Form(max_length=200)]
Tekst = Annotated[str, Form(max_length=4 * MAX_OPMERKING)]
_ANDERS: Final = "Het profiel is intussen veranderd. Lees het opnieuw, en kies dan."
_NIET_NU: Final = "Dat kan nu niet meer: het profiel is al in een andere staat."
_ONVOLLEDIG: Final = "Er moet eerst nog iets worden ingevuld. U ziet het hieronder."


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The routes."""

    @routes.get(PAD)
    async def toon(request: Request, klaar: str = "") -> Response:
        beller, blad = await pagina.blad(request)
        return await _toon(pagina, request, beller, blad, klaar=klaar)

    @routes.post(PAD + "/begin")
    async def begin_(request: Request, formulier: Veld = "") -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        eis_eigen_formulier(request, formulier)
        blad = await begin(pagina.gegevens, beller, pagina.sleutel(request), pagina.nu(), pagina.vandaag())
        return RedirectResponse(adres(blad.sleutel, "onderdelen", blad.formulier.onderdelen[0].code), 303)

    @routes.post(PAD + "/staat")
    async def staat(
        request: Request, naar: Veld = "", zag: Veld = "", opmerking: Tekst = "", formulier: Veld = ""
    ) -> Response:
        beller, blad = await pagina.blad(request)
        eis_eigen_formulier(request, formulier)
        if naar not in tuple(Staat):
            raise Problem(400)
        return await _wissel(pagina, request, beller, blad, Staat(naar), zag, opmerking)

    @routes.post(PAD + "/intrekken")
    async def intrekken(request: Request, versie: Veld = "", reden: Tekst = "", formulier: Veld = "") -> Response:
        beller, blad = await pagina.blad(request)
        jaar, _, nummer = versie.partition(".")
        eis_eigen_formulier(request, formulier)
        if not (nummer.isascii() and nummer.isdigit()):
            raise Problem(400)
        return await _trek_in(pagina, request, beller, blad, lees_jaar(jaar, "versie"), int(nummer[:9]), reden)


async def _trek_in(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Blad, jaar: int, nummer: int, reden: str
) -> Response:
    try:
        waarom = lees_vrije_tekst(reden, MAX_REDEN)
        sleutel = blad.sleutel._replace(schooljaar=jaar)
        if not waarom:
            raise OnleesbareTekst("ontbreekt")
        await trek_in(pagina.gegevens, beller, sleutel, nummer, waarom, pagina.nu(), pagina.vandaag())
    except OnleesbareTekst as fout:
        return await _toon(pagina, request, beller, blad, melding=f"De reden {fout}.", status=400)
    except OnbekendProfiel as fout:
        raise OnbekendeEenheid from fout
    return RedirectResponse(f"{adres(blad.sleutel)}?klaar=ingetrokken", 303)


async def _wissel(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Blad, naar: Staat, zag: str, opmerking: str
) -> Response:
    try:
        reden = lees_vrije_tekst(opmerking, MAX_OPMERKING)
        nu, vandaag = pagina.nu(), pagina.vandaag()
        await wissel(pagina.gegevens, beller, blad.sleutel, naar, reden, zag, nu, vandaag)
    except (OnleesbareTekst, IntussenGewijzigd, NietInDezeStaat, Onvolledig) as fout:
        vers = await pagina.blad_voor(request, beller)
        return await _toon(pagina, request, beller, vers, melding=_melding(fout), opmerking=opmerking, status=409)
    return RedirectResponse(f"{adres(blad.sleutel)}?klaar={naar.value}", 303)


def _melding(fout: Exception) -> str:
    match fout:
        case OnleesbareTekst():
            return f"Uw opmerking {fout}."
        case IntussenGewijzigd():
            return _ANDERS
        case Onvolledig():
            return _ONVOLLEDIG
    return _NIET_NU


async def _toon(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Blad, *, klaar: str = "", melding: str = "",
    opmerking: str = "", status: int = 200,
) -> Response:  # fmt: skip
    vandaag = pagina.vandaag()
    gevonden = await keuring(pagina.gegevens, beller.rechten, blad, vandaag) if blad.concept else []
    versies = await pagina.gegevens.profielboek.versies(blad.sleutel.vestiging)
    return pagina.pagina(
        request, "profiel.html", beller, blad, status=status, klaar=klaar, melding=melding, opmerking=opmerking,
        bevindingen=[(ernst, [een for een in gevonden if een.ernst is ernst]) for ernst in Ernst],
        plek={item.code: onderdeel.code for onderdeel in blad.formulier.onderdelen for item in onderdeel.items},
        titels={code: item.titel for code, item in blad.formulier.per_code.items()},
        document=await concept_document(pagina, beller, blad) if blad.concept and not blad.schrijfbaar else None,
        versies=[een for een in versies if een.sleutel.swv == blad.sleutel.swv],
        intrekbaar=[een for een in versies if not een.ingetrokken and een.sleutel.swv == blad.sleutel.swv
                    and mag(beller.rechten, een.sleutel, blad.organisatie).vaststellen],
        klaar_om=bool(blad.concept) and not _fouten(gevonden),
    )  # fmt: skip


def _fouten(gevonden: list[Bevinding]) -> bool:
    return any(een.ernst is Ernst.FOUT for een in gevonden)


async def concept_document(pagina: Profielpagina, beller: Beller, blad: Blad) -> dict[str, object]:
    """The draft as it would be published now."""
    concept: Concept | None = blad.concept
    assert concept is not None, "there is nothing to show of what was not begun"
    vandaag = pagina.vandaag()
    cijfers = await cijfers_bij(pagina.gegevens, beller.rechten, blad.sleutel, blad.formulier, vandaag, OPENBAAR)
    return maak_document(
        concept, blad.geldt.versie, blad.formulier, blad.lid, blad.organisatie, cijfers, 0, pagina.nu()
    )
