"""Documents over a real database: who gets one, what stands in it, and what a crash leaves behind."""

import errno
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.reports.domain.document import Document
from services.reports.handlers import Maker, Opruimer
from services.reports.word import schrijf
from shared.contracts.zaken import Dossier
from shared.runtime.errors import Unavailable
from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import Straat
from tests.unit.reports.docx_lezen import Docx, gebreken

SWV = "swv:PO9901"
JAREN = "2021-2022..2025-2026"


def drukste(verhaal: Voorbeeld) -> str:
    """The school of PO9901 with most dossiers."""
    leden = {lid.vestiging for lid in verhaal.wereld.leden if lid.swv == "PO9901"}
    zaken = [zaak.vestiging for swv, zaak in verhaal.wereld.zaken if swv == "PO9901" and isinstance(zaak, Dossier)]
    return max(sorted(leden), key=zaken.count)


@pytest.fixture
def school(verhaal: Voorbeeld) -> str:
    return drukste(verhaal)


async def api(straat: Straat, school: str, indicator: str, vraag: str, *rechten: str) -> list[dict[str, Any]]:
    """Periods of the answer that this caller gets."""
    pad = f"/v1/indicatoren/{indicator}/waarden?niveau=school&eenheid={school}&{vraag}"
    antwoord = await straat.get(pad, *rechten)
    assert antwoord.status_code == 200, antwoord.text
    perioden: list[dict[str, Any]] = antwoord.json()["reeksen"][0]["perioden"]
    return perioden


async def test_from_question_to_document(straat: Straat, school: str) -> None:
    gevraagd = await straat.vraag(SWV, eenheid=school)
    assert gevraagd.status_code == 202
    assert gevraagd.json()["status"] == "wacht"
    adres = gevraagd.headers["location"]
    assert straat.melding.rapporten == [UUID(gevraagd.json()["id"])]
    assert (await straat.get(f"{adres}/document", SWV)).json()["code"] == "nog_niet_klaar"

    await straat.maker.maak(straat.melding.rapporten[0])

    assert (await straat.get(adres, SWV)).json()["status"] == "klaar"
    document = await straat.get(f"{adres}/document", SWV)
    assert document.headers["content-type"].endswith("wordprocessingml.document")
    assert f"({school}) 2025-2026.docx" in document.headers["content-disposition"]
    assert gebreken(document.content) == []


async def test_every_number_is_the_one_that_the_reader_gets(straat: Straat, school: str) -> None:
    rol = f"school:{school}"
    docx = Docx((await straat.document(rol, eenheid=school)).content)
    tabellen, bladen = docx.tabellen(), docx.werkbladen()

    aanvragen = await api(straat, school, "tlv-aanvragen", f"schooljaar={JAREN}&splitsing=schoolsoort", rol)
    tabel = tabellen["Aanvragen voor een TLV per schooljaar, naar schoolsoort"]
    assert tabel[0][1:] == [periode["schooljaar"] for periode in aanvragen]
    assert tabel[-1][1:] == [str(periode["totaal"]["waarde"]) for periode in aanvragen]
    blad = bladen["Aanvragen per schooljaar"]
    for kolom, soort in enumerate(blad[0][1:], start=1):
        waarden = [bij(periode, "schoolsoort", soort) for periode in aanvragen]
        assert [rij[kolom] for rij in blad[1:]] == waarden
        (rij_,) = [rij[1:] for rij in tabel if f"({soort})" in rij[0]]
        assert rij_ == [str(waarde) for waarde in waarden]

    for naam, code in (("Toegekend", "tlv-toegekend"), ("Afgewezen", "tlv-afgewezen")):
        perioden = await api(straat, school, code, f"schooljaar={JAREN}", rol)
        (rij_,) = [rij[1:] for rij in tabellen["Besluiten over TLV-aanvragen per schooljaar"] if rij[0] == naam]
        assert rij_ == [str(periode["totaal"]["waarde"]) for periode in perioden]

    duren = await api(straat, school, "tlv-doorlooptijd", f"schooljaar={JAREN}", rol)
    getoond = {rij[0]: rij[1:] for rij in tabellen["Doorlooptijd van TLV-aanvragen in dagen"][1:]}
    for periode in duren:
        totaal = periode["totaal"]
        if totaal["aantal"]:
            aantal, mediaan, p90, termijn = getoond.pop(periode["schooljaar"])
            assert (aantal, mediaan) == (str(totaal["aantal"]), str(totaal["mediaan"]))
            assert p90 == (str(totaal["p90"]) if totaal["aantal"] >= 10 else "–")
            assert termijn.startswith(f"{totaal['binnenTermijn']['teller']} van {totaal['aantal']}")
    assert getoond == {}

    (nu,) = await api(straat, school, "tlv-openstaand", "splitsing=status", rol)
    if nu["totaal"]["waarde"]:
        leeftijd = nu["totaal"]["leeftijd"]
        verwacht = [str(getal) for getal in (nu["totaal"]["waarde"], leeftijd["oudste"], leeftijd["mediaan"])]
        assert tabellen["Openstaande TLV-aanvragen, per stap"][-1][2:] == verwacht


def bij(periode: dict[str, Any], splitsing: str, waarde: object) -> int:
    """The row of a split; left out is 0."""
    gevonden: int = next((rij["waarde"] for rij in periode["rijen"] if rij["splitsing"][splitsing] == waarde), 0)
    return gevonden


async def test_the_view_is_the_readers_but_never_wider_than_that_of_who_asks(straat: Straat, school: str) -> None:
    van_school = await straat.vraag(f"school:{school}", eenheid=school)
    van_swv = await straat.vraag(SWV, eenheid=school)
    assert van_school.json()["lezer"] == van_swv.json()["lezer"] == {"rol": "school", "eenheid": school}
    assert van_school.json()["binnen"] is None
    assert van_swv.json()["binnen"] == "PO9901"


async def test_who_may_not_see_the_school_gets_what_does_not_exist(straat: Straat, school: str) -> None:
    vreemd = await straat.vraag("swv:PO9902", eenheid=school)
    onbekend = await straat.vraag("swv:PO9902", eenheid="98ZZ99")
    assert (vreemd.status_code, vreemd.content) == (onbekend.status_code, onbekend.content)
    assert vreemd.status_code == 404
    assert (await straat.vraag("platform:", eenheid=school)).status_code == 404


async def test_a_document_is_for_who_asked_it_and_only_while_the_rights_last(straat: Straat, school: str) -> None:
    adres = (await straat.vraag(SWV, eenheid=school, schooljaar="2024-2025")).headers["location"]
    for rechten in ((f"school:{school}",), ("swv:PO9902",), ("beheerder:PO9901",)):
        for pad in (adres, f"{adres}/document"):
            assert (await straat.get(pad, *rechten)).status_code == 404
    assert UUID(adres.rpartition("/")[2]) not in [
        UUID(een["id"]) for een in (await straat.get("/v1/rapporten", "beheerder:PO9901")).json()["rapporten"]
    ]
    await straat.sql("UPDATE toegang.token SET rechten = '{swv:PO9902}'")
    try:
        assert (await straat.get(adres, SWV)).status_code == 404
    finally:
        await straat.sql("UPDATE toegang.token SET rechten = NULL")


async def test_all_mistakes_are_named_at_once_and_nothing_is_repeated(straat: Straat) -> None:
    fout = await straat.vraag(SWV, eenheid=7, schooljaar="2031-2032", niveau="klas", soort="geheim", geheim="geheim")
    assert fout.status_code == 400
    assert {een["veld"] for een in fout.json()["fouten"]} == {
        "bericht.geheim", "bericht.eenheid", "bericht.soort", "bericht.niveau", "bericht.schooljaar",
    }  # fmt: skip
    assert "klas" not in fout.text
    kop = await straat.kop(SWV) | {"Content-Type": "application/json"}
    geen_json = await straat.client.post("/v1/rapporten", content=b"{", headers=kop)
    assert geen_json.status_code == 400


async def test_every_endpoint_that_asks_json_refuses_a_form(straat: Straat) -> None:
    app, kop = straat.client._transport.app, await straat.kop(SWV)  # type: ignore[attr-defined]
    plekken, gezien = {"vestiging": "99AI00", "swv": "PO9901", "schooljaar": "2025-2026"}, 0
    for pad, operaties in app.openapi()["paths"].items():
        for methode, operatie in operaties.items():
            if "application/json" in operatie.get("requestBody", {}).get("content", {}):
                # A path that is none is 404 before anybody looks at the body.
                adres = "/v1" + re.sub(r"\{(\w+)\}", lambda naam: plekken.get(naam[1], "1"), pad)
                antwoord = await straat.client.request(methode, adres, data={"naam": "proef"}, headers=kop)
                assert (antwoord.status_code, antwoord.json().get("code")) == (415, "soort_bericht"), (methode, pad)
                gezien += 1
    assert gezien > 10


async def test_the_same_question_while_it_is_made_is_the_same_document(straat: Straat, school: str) -> None:
    eerste = await straat.vraag(SWV, eenheid=school, schooljaar="2023-2024")
    tweede = await straat.vraag(SWV, eenheid=school, schooljaar="2023-2024")
    assert eerste.json()["id"] == tweede.json()["id"]
    await straat.maker.maak(UUID(eerste.json()["id"]))
    derde = await straat.vraag(SWV, eenheid=school, schooljaar="2023-2024")
    assert derde.json()["id"] != eerste.json()["id"]


async def test_a_message_that_comes_twice_makes_one_document(straat: Straat, school: str) -> None:
    id_ = UUID((await straat.vraag(SWV, eenheid=school, schooljaar="2022-2023")).json()["id"])
    for _ in range(2):
        await straat.maker.maak(id_)
        gemaakt = await straat.sql("SELECT gemaakt_op FROM rapporten.document WHERE rapport = $1", id_)
    assert gemaakt is not None
    assert await straat.sql("SELECT count(*) FROM rapporten.document WHERE rapport = $1", id_) == 1
    await straat.maker.maak(uuid4())  # gone meanwhile: nothing to do


def opruimer(straat: Straat) -> Opruimer:
    """Forgotten after ten seconds, kept for thirty days."""
    return Opruimer(straat.voorraad, straat.maker, straat.clock, timedelta(seconds=10), timedelta(days=30))


class Omgevallen(BaseException):
    """The process ends here."""


async def test_a_crash_leaves_no_half_document_and_it_is_made_after_all(straat: Straat, school: str) -> None:
    id_ = UUID((await straat.vraag(SWV, eenheid=school, schooljaar="2021-2022")).json()["id"])

    def valt_om(_document: Document) -> bytes:
        raise Omgevallen

    maker = Maker(straat.voorraad, straat.maker.cijfers, valt_om, straat.clock, 3, opmaak="valt om")
    with pytest.raises(Omgevallen):
        await maker.maak(id_)
    assert await straat.sql("SELECT status FROM rapporten.rapport WHERE id = $1", id_) == "bezig"
    assert await straat.sql("SELECT count(*) FROM rapporten.document WHERE rapport = $1", id_) == 0

    straat.clock.moment += timedelta(seconds=60)
    await opruimer(straat).maak_vergeten()
    assert await straat.sql("SELECT status FROM rapporten.rapport WHERE id = $1", id_) == "klaar"


async def test_what_ends_its_maker_again_and_again_is_given_up(straat: Straat, school: str) -> None:
    id_ = UUID((await straat.vraag("beheerder:PO9901", eenheid=school)).json()["id"])
    await straat.sql("UPDATE rapporten.rapport SET pogingen = 3 WHERE id = $1", id_)
    await straat.maker.maak(id_)
    een = (await straat.get(f"/v1/rapporten/{id_}", "beheerder:PO9901")).json()
    assert een["status"] == "mislukt"
    assert "opnieuw" in een["melding"]
    assert (await straat.get(f"/v1/rapporten/{id_}/document", "beheerder:PO9901")).json()["code"] == "mislukt"


async def test_our_own_error_fails_one_document_and_a_missing_gateway_none(straat: Straat, school: str) -> None:
    id_ = UUID((await straat.vraag("beheerder:PO9901", eenheid=school, schooljaar="2024-2025")).json()["id"])

    class Weg:
        async def antwoorden(self, *_: Any) -> Any:
            raise Unavailable("gateway")

        eenheid = doelen = standaarden = merk = toelichtingen = profiel = antwoorden

    for _ in range(5):
        with pytest.raises(Unavailable):
            await Maker(straat.voorraad, Weg(), schrijf, straat.clock, 3).maak(id_)
    assert await straat.sql("SELECT status || pogingen FROM rapporten.rapport WHERE id = $1", id_) == "wacht0"

    def fout(_document: Document) -> bytes:
        raise ValueError

    await Maker(straat.voorraad, straat.maker.cijfers, fout, straat.clock, 3, opmaak="met een fout").maak(id_)
    assert await straat.sql("SELECT status || ' ' || reden FROM rapporten.rapport WHERE id = $1", id_) == "mislukt fout"


@pytest.mark.parametrize(
    ("fout", "keren", "uitkomst"),
    [
        (MemoryError(), 2, "klaar"), (OSError(errno.EMFILE, "te veel"), 3, "klaar"),
        (RuntimeError("can't start new thread"), 1, "klaar"), (MemoryError(), 9, "mislukt fout"),
        (OSError(errno.ENOENT, "weg"), 1, "mislukt fout"),
    ],
)  # fmt: skip
async def test_what_runs_out_for_a_moment_fails_no_document(
    straat: Straat, school: str, fout: Exception, keren: int, uitkomst: str
) -> None:
    id_ = UUID((await straat.vraag("beheerder:PO9901", eenheid=school, schooljaar="2024-2025")).json()["id"])
    fouten = [fout] * keren

    def krap(document: Document) -> bytes:
        if fouten:
            raise fouten.pop()
        return schrijf(document)

    maker = Maker(
        straat.voorraad, straat.maker.cijfers, krap, straat.clock, 1, opmaak=f"{fout!r} {keren}",
        geduld=lambda: iter([0.0] * 3),
    )  # fmt: skip
    await maker.maak(id_)

    rij = await straat.sql("SELECT concat_ws(' ', status, reden) FROM rapporten.rapport WHERE id = $1", id_)
    assert rij == uitkomst


async def test_old_documents_are_removed(straat: Straat, school: str) -> None:
    rol = f"school:{school}"
    adres = (await straat.vraag(rol, eenheid=school, schooljaar="2023-2024")).headers["location"]
    await straat.maker.maak(UUID(adres.rpartition("/")[2]))
    straat.clock.moment += timedelta(days=31)
    await opruimer(straat).ruim_op()
    assert await straat.sql("SELECT count(*) FROM rapporten.rapport") == 0
    assert await straat.sql("SELECT count(*) FROM rapporten.document") == 0


@pytest.mark.parametrize(
    ("soort", "niveau", "eenheid", "lezer"),
    [("swv-rapport", "swv", "PO9901", "swv"), ("bestuursrapport", "bestuur", "", "bestuur"),
     ("subregiorapport", "subregio", "", "swv")],
)  # fmt: skip
async def test_each_kind_is_made_in_the_view_of_its_reader(
    straat: Straat, verhaal: Voorbeeld, school: str, soort: str, niveau: str, eenheid: str, lezer: str
) -> None:
    (lid, *_) = [
        lid for lid in verhaal.wereld.leden if lid.vestiging == school and lid.swv == "PO9901" and lid.subregio
    ]
    eenheid = eenheid or {"bestuur": lid.bestuur, "subregio": lid.subregio or ""}[niveau]
    vraag = {"soort": soort, "niveau": niveau, "eenheid": eenheid, "themas": ["verwijzingen", "deelname-en-stromen"]}
    gevraagd = await straat.vraag(SWV, **vraag)
    assert gevraagd.status_code == 202, gevraagd.text
    assert gevraagd.json()["lezer"]["rol"] == lezer
    assert gevraagd.json()["themas"] == vraag["themas"]
    await straat.maker.maak(UUID(gevraagd.json()["id"]))
    docx = Docx((await straat.get(f"{gevraagd.headers['location']}/document", SWV)).content)
    assert gebreken(docx.inhoud) == []
    pad = f"/v1/indicatoren/tlv-aanvragen/waarden?niveau={niveau}&eenheid={eenheid}&schooljaar={JAREN}"
    perioden = (await straat.get(f"{pad}&binnen=PO9901", SWV)).json()["reeksen"][0]["perioden"]
    tabellen = docx.tabellen()
    rij = tabellen["Aanvragen voor een TLV per schooljaar, naar schoolsoort"][-1]
    assert [cel.replace(".", "") for cel in rij[1:]] == [str(een["totaal"]["waarde"]) for een in perioden]
    onder = next(rijen for titel, rijen in tabellen.items() if titel.startswith("TLV’s in 2025-2026"))
    som = sum(int(rij[1].replace(".", "")) for rij in onder[1:])
    assert 0 < som <= perioden[-1]["totaal"]["waarde"]
    assert [titel for titel in tabellen if "Doelen" in titel or "Bedrag" in titel] == []


async def test_a_theme_or_level_that_is_not_there_is_named(straat: Straat, school: str) -> None:
    fout = await straat.vraag(SWV, eenheid=school, themas=["verzonnen"], soort="swv-rapport")
    assert {een["veld"] for een in fout.json()["fouten"]} == {"bericht.themas", "bericht.niveau"}
    geweigerd = await straat.vraag(f"school:{school}", soort="swv-rapport", niveau="swv", eenheid="PO9901")
    assert geweigerd.status_code in (403, 404)
