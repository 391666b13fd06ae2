"""Planted numbers, who may meet them, and every address that could show one."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Final

import asyncpg
import httpx

from services.aggregator.adapters import VERSIES
from services.gateway.dashboards import DASHBOARDS
from shared.contracts.eenheden import swv_getal, vestiging_getal
from tests.bouwers import besloten
from tests.integration.gateway.huis import NU
from tests.integration.gateway.wereld import Lid, Wereld

JAAR: Final = "schooljaar=2025-2026"
LEDEN: Final = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99002", "PO9901-Z"),
    Lid("PO9902", "99AE00", "99003", "PO9902-N"),
    Lid("PO9902", "99AG00", "99004", "PO9902-Z"),
    Lid("PO9902", "99AH00", "99004", "PO9902-Z"),
)
GEPLANT: Final = {"99AB00": 507_919, "99AC00": 506_101, "99AE00": 104_729, "99AG00": 815_473, "99AH00": 7}
KLEIN: Final = "99AH00"
SAMEN: Final = GEPLANT["99AB00"] + GEPLANT["99AC00"]
BESTUUR: Final = GEPLANT["99AG00"] + GEPLANT[KLEIN]
OVER: Final = GEPLANT["99AE00"] + BESTUUR
GEZOCHT: Final = frozenset({*GEPLANT.values(), SAMEN, BESTUUR, OVER} - {GEPLANT[KLEIN]})
MAG: Final = {
    "swv:PO9901": {507_919, 506_101, SAMEN},
    "beheerder:PO9901": {507_919, 506_101, SAMEN},
    "swv:PO9902": {104_729, 815_473, BESTUUR, OVER},
    "bestuur:99001": {507_919},
    "school:99AB00": {507_919},
    "platform:": set(),
    "": set(),
}
"""What each role may meet; every other planted number is forbidden. SAMEN and OVER are those of a whole SWV."""
EENHEDEN: Final = (
    "niveau=swv&eenheid=PO9901", "niveau=subregio&eenheid=PO9901-N", "niveau=bestuur&eenheid=99001",
    "niveau=school&eenheid=99AB00", "niveau=school&eenheid=99AC00", "niveau=swv&eenheid=PO9902",
    "niveau=school&eenheid=99AE00", "niveau=landelijk&eenheid=NL-PO", "niveau=bestuur&eenheid=99004",
)  # fmt: skip
TABELLEN: Final = ("json", "json-stat", "csv", "csv-nl", "xlsx")
VORMEN: Final = ("svg", "vl.json", "nl.csv")
# Where a drawing puts things: 6.101 there is no number of pupils.
_PLAATS: Final = re.compile(r'(?<=\s)(?:d|[xy][12]?|c[xy]|r|width|height|transform|points)="[^"]*"')
_SLEUTEL: Final = re.compile(rb'name="formulier" value="[^"]*"')


def paden(eenheden: Iterable[str] = EENHEDEN) -> Iterable[str]:
    """The addresses of every channel."""
    for eenheid in eenheden:
        yield f"/v1/indicatoren/tlv-toegekend/waarden?{eenheid}&{JAAR}"
        for formaat in TABELLEN:
            yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&splitsing=schoolsoort&formaat={formaat}"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&zicht=eigen"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&zicht=vergelijking"
        for formaat in TABELLEN:
            yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&zicht=openbaar&formaat={formaat}"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&splitsing=behoefte"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&binnen=PO9902"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&toerekening=herkomst"
        yield f"/v1/indicatoren/tlv-aanvragen/vergelijking?{eenheid}&{JAAR}"
        # A page shows what its dashboard says (tests/browser/test_gelijkheid.py): one of each, not one per unit.
        for dashboard in DASHBOARDS:
            yield f"/v1/dashboards/{dashboard}?{eenheid}&{JAAR}"
        for dashboard in ("overzicht", "verwijzingen"):
            yield f"/{dashboard}?{eenheid}&{JAAR}"
        for vorm in VORMEN:
            yield f"/v1/grafieken/verwijzingen/aanvragen.{vorm}?{eenheid}&{JAAR}"
        niveau, code = (deel.partition("=")[2] for deel in eenheid.split("&"))
        yield f"/v1/eenheden/{niveau}/{code}"
    yield from (
        "/v1/eenheden", "/v1/eenheden?zoek=99", "/v1/eenheden?niveau=school&paginaGrootte=1&pagina=2",
        "/v1/kwaliteitsoordelen/PO9901", "/v1/kwaliteitsoordelen/PO9902", "/v1/gesprekken", "/v1/afspraken",
        "/v1/signalen", "/signalen", "/doelen", "/gesprekken", "/kwaliteit/jaar", "/kwaliteit/standaarden/RPO3",
        "/v1/doelen", "/v1/datakwaliteit?swv=PO9901", "/v1/datakwaliteit?swv=PO9902", "/v1/stand",
        "/v1/instellingen/PO9901", "/v1/instellingen/PO9902", "/v1/instellingen/PO9902/vrijgave",
        "/openbaar", "/openbaar?eenheid=PO9901", "/openbaar?eenheid=PO9902", "/v1/openbaar",
        "/v1/indicatoren", "/v1/dashboards", "/v1/openapi.json", "/v1/landelijk",
        *(f"/{dashboard}" for dashboard in DASHBOARDS), "/zoeken?q=99", "/zoeken?q=99AE00", "/bestaatniet",
        "/beheer/instellingen", "/beheer/instellingen?swv=PO9902", "/beheer/datakwaliteit", "/beheer/gebruikers",
    )  # fmt: skip


async def plant(url: str) -> None:
    """One decided dossier per school, that many times."""
    zaken = [(lid.swv, besloten(vestiging=lid.vestiging)) for lid in LEDEN]
    await Wereld(LEDEN, zaken).vul(url)
    verbinding = await asyncpg.connect(url)
    for school, aantal in GEPLANT.items():
        await verbinding.execute(
            "UPDATE stand.cel SET aantal = aantal * $2 WHERE vestiging = $1", vestiging_getal(school), aantal
        )
    await verbinding.close()


async def verander(url: str, swv: str, aantallen: dict[str, int]) -> None:
    """Other numbers for these schools, as the aggregator does: cells, and the versions of the SWV and the places."""
    verbinding = await asyncpg.connect(url)
    for school, aantal in aantallen.items():
        vestiging = vestiging_getal(school)
        await verbinding.execute("UPDATE stand.cel SET aantal = $2 WHERE vestiging = $1", vestiging, aantal)
        await verbinding.execute(
            "UPDATE stand.plaats_versie SET versie = versie + 1, bijgewerkt = now() WHERE vestiging = $1", vestiging
        )
    await verbinding.execute(VERSIES, [swv_getal(swv)], NU)
    await verbinding.close()


def delen(inhoud: bytes) -> Iterable[bytes]:
    """The bytes, and those of every file inside, however deep."""
    if inhoud[:2] != b"PK":
        yield inhoud
        return
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zak:
        for naam in zak.namelist():
            # When it was written, by the clock of the machine.
            if not naam.startswith("docProps/"):
                yield from delen(zak.read(naam))


def gevonden(antwoorden: Iterable[httpx.Response]) -> set[int]:
    """Planted numbers in bodies and headers, with or without a separator of thousands."""
    raak = set()
    for antwoord in antwoorden:
        tekst = b"\n".join(delen(antwoord.content)).decode("utf-8", "replace")
        tekst += str([kop for kop in antwoord.headers.raw if kop[0].lower() != b"etag"])
        tekst = _PLAATS.sub("", tekst)
        kaal = re.sub(r"(?<=\d)(?:[.,\u00a0\u202f ]|&nbsp;|&#160;|%C2%A0)(?=\d{3}(?!\d))", "", tekst)
        raak |= {getal for getal in GEZOCHT if re.search(rf"(?<!\d){getal}(?!\d)", kaal)}
    return raak


def vast(antwoord: httpx.Response) -> object:
    """All of an answer but what is by chance: the token of a form, and the cookie of a first visit."""
    inhoud = [_SLEUTEL.sub(b"", deel) for deel in delen(antwoord.content)]
    # A workbook says when it was written, and a form has its token: their packed length is by chance too.
    toevallig = antwoord.content[:2] == b"PK" or b"formulier" in antwoord.content
    overslaan = ("set-cookie", "content-length") if toevallig else ("set-cookie",)
    koppen = {naam: waarde for naam, waarde in antwoord.headers.items() if naam not in overslaan}
    return antwoord.status_code, koppen, inhoud
