"""A question with several mistakes gets them all in one answer: unknown names, wrong values, pages and format."""

from services.gateway.dashboards import DASHBOARDS
from tests.integration.gateway.huis import Huis

SWV = "swv:PO9901"
BLADZIJDE = "onzin=1&pagina=nul&paginaGrootte=0&formaat=pdf"
VRAGEN = [
    (f"/v1/{lijst}?{BLADZIJDE}", {"query.onzin", "query.pagina", "query.paginaGrootte", "query.formaat"})
    for lijst in ("doelen", "tokens", "gesprekken", "afspraken")
]
VRAGEN += [
    (f"/v1/eenheden?niveau=x&{BLADZIJDE}",
     {"query.niveau", "query.onzin", "query.pagina", "query.paginaGrootte", "query.formaat"}),
    (f"/v1/signalen?sinds=ooit&{BLADZIJDE}",
     {"query.sinds", "query.onzin", "query.pagina", "query.paginaGrootte", "query.formaat"}),
    (f"/v1/profielen?bestuur=1&behoefte=x&behoefte=y&{BLADZIJDE}",
     {"query.bestuur", "query.behoefte", "query.onzin", "query.pagina", "query.paginaGrootte", "query.formaat"}),
    ("/v1/landelijk?onzin=1&formaat=pdf", {"query.onzin", "query.formaat"}),
    ("/v1/indicatoren/tlv-aanvragen/waarden?niveau=x&onzin=1&formaat=pdf",
     {"query.niveau", "query.eenheid", "query.onzin", "query.formaat"}),
    ("/v1/indicatoren/tlv-aanvragen/vergelijking?niveau=x&eenheid=y&splitsing=z&formaat=pdf",
     {"query.niveau", "query.splitsing", "query.formaat"}),
]  # fmt: skip
VRAGEN += [
    (f"/v1/{pad}?onzin=1&schooljaar=gisteren&vergelijk=9&formaat=pdf",
     {"query.onzin", "query.schooljaar", "query.vergelijk", "query.formaat"})
    for pad in (*(f"dashboards/{naam}" for naam in DASHBOARDS), "grafieken/verwijzingen/aanvragen")
]  # fmt: skip


async def test_every_mistake_stands_in_one_answer(huis: Huis) -> None:
    for vraag, velden in VRAGEN:
        antwoord = await huis.get(vraag, SWV)

        assert antwoord.status_code == 400, (vraag, antwoord.text)
        assert {een["veld"] for een in antwoord.json()["fouten"]} == velden, vraag
        assert len(antwoord.json()["fouten"]) == len(velden), vraag
