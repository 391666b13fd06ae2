"""Each number of the page Verwijzingen is what the API answers about the indicator."""

from typing import Any

import httpx
import pytest

from tests.browser.conftest import Bezoek
from tests.browser.server import Draaiend

WIE = {"swv.po9901": ("swv", "PO9901"), "bestuur.99002": ("bestuur", "99002"), "school.99ai00": ("school", "99AI00")}
JAREN = [f"{jaar}-{jaar + 1}" for jaar in range(2019, 2027)]


def _vraag(gateway: Draaiend, naam: str, code: str, **parameters: Any) -> dict[str, Any]:
    """The answer of the API to this account, by a token of its own."""
    niveau, eenheid = WIE[naam]
    antwoord = gateway.client.get(
        f"/v1/indicatoren/{code}/waarden",
        params={"niveau": niveau, "eenheid": eenheid, "schooljaar": f"{JAREN[0]}..{JAREN[-1]}"} | parameters,
        headers=gateway.pas(naam),
    )
    assert antwoord.status_code == 200, antwoord.text
    return {periode["schooljaar"]: periode for periode in antwoord.json()["reeksen"][0]["perioden"]}


def _tabel(bezoeker: Any, figuur: str) -> dict[str, list[str]]:
    bezoeker.pagina.click(f"#{figuur} details[data-deel=tabel] > summary")
    rijen = bezoeker.pagina.locator(f"#{figuur} tbody tr").all()
    return {rij.locator("th").inner_text(): rij.locator("td").all_inner_texts() for rij in rijen}


@pytest.mark.parametrize("naam", WIE)
def test_page_tells_what_the_api_answers(bezoek: Bezoek, gateway: Draaiend, naam: str) -> None:
    bezoeker = bezoek(naam)
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    aanvragen = _vraag(gateway, naam, "tlv-aanvragen")
    toegekend = _vraag(gateway, naam, "tlv-toegekend", splitsing="soortCategorie")
    afgewezen = _vraag(gateway, naam, "tlv-afgewezen")

    tabel, besluiten, soorten = (_tabel(bezoeker, figuur) for figuur in ("aanvragen", "besluiten", "soorten"))

    for jaar in JAREN:
        assert tabel[jaar][-1] == _toon(aanvragen[jaar]["totaal"])
        assert besluiten[jaar][:2] == [_toon(toegekend[jaar]["totaal"]), _toon(afgewezen[jaar]["totaal"])]
        if toegekend[jaar]["totaal"]["status"] != "z":
            hoog = [rij for rij in toegekend[jaar]["rijen"] if rij["splitsing"]["soortCategorie"].endswith("hoog")]
            assert soorten[jaar][2] == str(sum(rij["waarde"] for rij in hoog))


def _toon(waarde: dict[str, Any]) -> str:
    return "n.v.t." if waarde["status"] == "z" else str(waarde["waarde"])


def test_national_figures_are_the_api_s_and_the_published_ones(bezoek: Bezoek, gateway: Draaiend) -> None:
    bezoeker = bezoek("swv.po9901")
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    alle = gateway.client.get("/v1/landelijk", headers=gateway.pas("swv.po9901")).json()["cijfers"]
    cijfers = [een for een in alle if een["indicator"] in {"deelname-sbo", "deelname-so"}]

    tabel = _tabel(bezoeker, "landelijk")

    assert tabel["2023-2024"] == ["2,4%", "33.919", "2,4%", "34.510"]
    assert tabel["2014-2015"] == ["2,4%", "36.847", "2,0%", "31.105"]
    assert len(tabel) * 2 == len(cijfers)
    for cijfer in cijfers:
        rij = tabel[cijfer["schooljaar"]][0 if cijfer["schoolsoort"] == "sbo" else 2 :]
        assert rij[:2] == [f"{cijfer['waarde']:.1f}%".replace(".", ","), f"{cijfer['teller']:,}".replace(",", ".")]
    kaart = bezoeker.pagina.locator("#landelijk").inner_text()
    assert "In heel Nederland zat in 2023-2024 2,4% van de leerlingen op het sbo (33.919 leerlingen)" in kaart
    assert "stand per 1 oktober 2023" in kaart


@pytest.mark.parametrize("adres", ["", "?niveau=landelijk&eenheid=NL-PO"])
def test_national_figures_only_where_they_belong(bezoek: Bezoek, adres: str) -> None:
    bezoeker = bezoek("swv.po9901" if adres else "swv.vo9901")
    bezoeker.ga(f"/verwijzingen{adres}")

    assert bezoeker.pagina.locator("#landelijk").count() == 0


@pytest.mark.parametrize("naam", WIE)
def test_every_number_of_every_table_is_the_api_s(bezoek: Bezoek, gateway: Draaiend, naam: str) -> None:
    bezoeker = bezoek(naam)
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    aanvragen = _vraag(gateway, naam, "tlv-aanvragen", splitsing="schoolsoort")
    toegekend = _vraag(gateway, naam, "tlv-toegekend", splitsing="categorie")
    delen = [
        _vraag(gateway, naam, code)
        for code in ("tlv-toegekend", "tlv-afgewezen", "tlv-zonder-besluit", "tlv-openstaand")
    ]
    leerjaren = _vraag(gateway, naam, "tlv-aanvragen", splitsing="leerjaar")

    tabel, besluiten, soorten, groepen = (
        _tabel(bezoeker, figuur) for figuur in ("aanvragen", "besluiten", "soorten", "leerjaren")
    )

    kolommen = bezoeker.pagina.locator("#aanvragen thead th").all_inner_texts()[1:-1]
    assert set(kolommen) >= {"sbo", "so"}
    for jaar in (jaar for jaar in JAREN if aanvragen[jaar]["totaal"]["status"] != "z"):
        soort = _per(aanvragen[jaar], "schoolsoort")
        assert tabel[jaar] == [*(str(soort.get(kolom, 0)) for kolom in kolommen), _toon(aanvragen[jaar]["totaal"])]
        assert besluiten[jaar] == [_toon(deel[jaar]["totaal"]) for deel in delen]
        categorie = _per(toegekend[jaar], "categorie")
        aantallen = [categorie.get(naam, 0) for naam in ("laag", "midden", "hoog")]
        assert soorten[jaar][:4] == [str(aantal) for aantal in (*aantallen, sum(aantallen))]
    for kolom, jaar in enumerate(("2025-2026", "2024-2025")):
        verwacht = {_leerjaar(groep): aantal for groep, aantal in _per(leerjaren[jaar], "leerjaar").items()}
        getoond = {groep: int(rij[kolom]) for groep, rij in groepen.items() if rij[kolom] != "0"}
        assert getoond == verwacht


def test_the_next_level_shows_what_the_api_answers(bezoek: Bezoek, gateway: Draaiend) -> None:
    bezoeker = bezoek("swv.po9901")
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    rijen = bezoeker.pagina.locator("#onderliggend tbody tr").all()
    assert len(rijen) > 5

    for rij in rijen:
        adres = httpx.URL(rij.locator("a").first.get_attribute("href") or "")
        eenheid = {"niveau": adres.params["niveau"], "eenheid": adres.params["eenheid"], "binnen": "PO9901"}
        antwoorden = [
            _vraag(gateway, "swv.po9901", code, **eenheid)[jaar]["totaal"]
            for code, jaar in (
                ("tlv-aanvragen", "2025-2026"),
                ("tlv-aanvragen", "2024-2025"),
                ("tlv-toegekend", "2025-2026"),
            )
        ]
        assert rij.locator("td").all_inner_texts()[:3] == [_toon(waarde) for waarde in antwoorden]


def _per(periode: dict[str, Any], splitsing: str) -> dict[Any, int]:
    return {rij["splitsing"][splitsing]: rij["waarde"] for rij in periode["rijen"] if rij["waarde"]}


def _leerjaar(waarde: int | str) -> str:
    if isinstance(waarde, str):
        return waarde
    return "nog niet op school" if waarde == 0 else f"groep {waarde}" if waarde < 10 else f"leerjaar {waarde - 10} (vo)"


@pytest.mark.parametrize("naam", WIE)
def test_key_figures_are_the_api_s(bezoek: Bezoek, gateway: Draaiend, naam: str) -> None:
    bezoeker = bezoek(naam)
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    nu, eerder = "2025-2026", "2024-2025"
    aanvragen, toegekend, afgewezen, open_ = (
        {jaar: periode["totaal"]["waarde"] for jaar, periode in _vraag(gateway, naam, code).items()}
        for code in ("tlv-aanvragen", "tlv-toegekend", "tlv-afgewezen", "tlv-openstaand")
    )
    duren = {jaar: een["totaal"] for jaar, een in _vraag(gateway, naam, "tlv-doorlooptijd").items()}
    besloten = toegekend[nu] + afgewezen[nu]
    deel = (
        f"{round(100 * toegekend[nu] / besloten)}% van de besluiten"
        if besloten >= 20
        else f"van {_besluiten(besloten)}"
    )

    assert _kerncijfers(bezoeker) == {
        "TLV’s aangevraagd": [str(aanvragen[nu]), _verschil(aanvragen[nu], aanvragen[eerder])],
        "Toegekend": [str(toegekend[nu]), deel, _verschil(toegekend[nu], toegekend[eerder])],
        "Besloten binnen de termijn": [
            _op_tijd(duren[nu]), f"mediaan {duren[nu]['mediaan']} dagen",
            f"{eerder}: {_op_tijd(duren[eerder])}, mediaan {duren[eerder]['mediaan']} dagen",
        ],
        "Nog open": [str(open_[nu]), f"van de aanvragen uit {nu}", f"uit {eerder}: {open_[eerder]}"],
    }  # fmt: skip


@pytest.mark.parametrize("naam", WIE)
def test_the_strip_is_the_api_s_with_number_and_age(bezoek: Bezoek, gateway: Draaiend, naam: str) -> None:
    bezoeker = bezoek(naam)
    bezoeker.ga("/verwijzingen?schooljaar=2025-2026")
    niveau, eenheid = WIE[naam]
    antwoord = gateway.client.get(
        "/v1/indicatoren/tlv-openstaand/waarden",
        params={"niveau": niveau, "eenheid": eenheid, "splitsing": "status"},
        headers=gateway.pas(naam),
    ).json()
    rijen = {rij["splitsing"]["status"]: rij for rij in antwoord["reeksen"][0]["perioden"][0]["rijen"]}
    bekend, toegekend, afgewezen = (
        {jaar: een["totaal"]["waarde"] for jaar, een in _vraag(gateway, naam, code).items()}
        for code in ("tlv-bekendgemaakt", "tlv-toegekend", "tlv-afgewezen")
    )

    stappen = [_stap(stap) for stap in bezoeker.pagina.locator("#stappen .stap").all()]

    statussen = ("ingediend", "akkoord_bestuur", "in_behandeling", "aanvulling_gevraagd")
    assert stappen[:4] == [_open_stap(rijen.get(status)) for status in statussen]
    wacht = sum(toegekend[jaar] + afgewezen[jaar] - bekend[jaar] for jaar in JAREN[-2:])
    assert stappen[4:] == [(str(wacht), f"besluiten vanaf {JAREN[-2]}"), (str(bekend[JAREN[-1]]), f"in {JAREN[-1]}")]
    assert rijen or niveau != "swv", "er staat iets open"


def _kerncijfers(bezoeker: Any) -> dict[str, list[str]]:
    return {
        kaart.locator(".kerncijfer__naam").inner_text(): [
            kaart.locator(".kerncijfer__getal").inner_text(),
            *kaart.locator(".kerncijfer__regel").all_inner_texts(),
        ]
        for kaart in bezoeker.pagina.locator(".kerncijfer").all()
    }


def _besluiten(aantal: int) -> str:
    return f"{aantal} {'besluit' if aantal == 1 else 'besluiten'}"


def _verschil(nu: int, eerder: int) -> str:
    if nu == eerder:
        return "evenveel als in 2024-2025"
    return f"{abs(nu - eerder)} {'meer' if nu > eerder else 'minder'} dan in 2024-2025 ({eerder})"


def _op_tijd(duur: dict[str, Any]) -> str:
    binnen = duur["binnenTermijn"]
    if binnen["noemer"] < 20:
        return f"{binnen['teller']} van {binnen['noemer']}"
    return f"{round(binnen['waarde'])}%"


def _stap(stap: Any) -> tuple[str, str]:
    noot = stap.locator(".stap__noot")
    return stap.locator(".stap__getal").inner_text(), noot.inner_text() if noot.count() else ""


def _open_stap(rij: dict[str, Any] | None) -> tuple[str, str]:
    if rij is None or not rij["waarde"]:
        return "0", ""
    oudste, mediaan = rij["leeftijd"]["oudste"], rij["leeftijd"]["mediaan"]
    weken = f"{oudste} {'week' if oudste == 1 else 'weken'}"
    if oudste == 0:
        return str(rij["waarde"]), "deze week ingediend"
    return str(rij["waarde"]), f"{weken} oud" if rij["waarde"] == 1 else f"oudste {weken}, mediaan {mediaan}"
