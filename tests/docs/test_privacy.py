"""The documents of docs/privacy say the terms and thresholds that the code holds on to.

bewaartermijnen.md is compared with a running system (tests/integration/deploy/test_avg.py); the others, which an SWV
takes over into its own papers, here.
"""

import re
from pathlib import Path

import pytest

from services.aggregator.vrijgave.beleid import MIN_EENHEDEN_VERDELING, MIN_SWVS_LANDELIJK, STANDAARD, Beleidsboek
from services.aggregator.vrijgave.toetsing.stelsel import KLEIN, MINSTENS
from services.gateway.adapters.sessies import ONGEBRUIKT
from services.gateway.domain.vrijgavebeleid import GRENZEN
from services.gateway.handlers.openbaar import openbare_indicatoren
from services.gateway.handlers.poorten import SESSIE_HOOGSTENS
from services.reports.settings import Settings as Reports
from shared.contracts.topics import (
    ALLE,
    LEESVERSLAG_DAGEN,
    RUW_BEWAREN_DAGEN,
    THIRTEEN_MONTHS_DAYS,
    ZAKEN_BEWAREN_JAREN,
)

MAP = Path(__file__).parents[2] / "docs/privacy"
WOORDEN = {3: "drie", 5: "vijf"}
DOCUMENTEN = Reports.model_fields["bewaren_dagen"].default
RUW, ZAAK, LOG = f"{RUW_BEWAREN_DAGEN} dagen", f"{ZAKEN_BEWAREN_JAREN} jaar", "13 maanden"
LEZEN = f"leesverslag {LEESVERSLAG_DAGEN // 365} jaar"


def tekst(naam: str) -> str:
    return " ".join((MAP / naam).read_text("utf-8").split())


ZINNEN = {
    "dpia.md": [
        f"ruw {RUW}, log {LOG}, een zaak {ZAAK} na afloop",
        f"dagsleutel verdwijnen na {RUW}",
        f"drempel {STANDAARD.drempel}, afronden op {STANDAARD.afronding}",
        f"minstens {WOORDEN[STANDAARD.scholen]} scholen",
        f"nul of minstens {WOORDEN[STANDAARD.veranderd]} dossiers",
    ],
    "gegevensstromen.md": [
        f"sleutel van de dag | {RUW} |",
        f"JSON zonder tekstvelden | {LOG} |",
        f"{ZAAK} na afloop",
        f"documenten {DOCUMENTEN} dagen",
        "alleen toevoegen | 2 jaar |",
    ],
    "verwerkingsregister.md": [
        f"| {RUW}, versleuteld",
        f"log {LOG}; een zaak {ZAAK} na",
        LEZEN,
        f"documenten {DOCUMENTEN} dagen",
    ],
    "privacybijlage.md": [
        f"versleuteld hoogstens {RUW}",
        f"tot {ZAAK} na afloop",
        LEZEN,
        "verlopen na 2 uur stilte",
    ],
    "bewaren.md": [
        f"| {LOG} |",
        f"{ZAAK} na afloop van de zaak",
        f"{DOCUMENTEN} dagen (`POS_BEWAREN_DAGEN`",
        "2 uur ongebruikt, hoogstens 12 uur",
    ],
    "sleutels.md": [f"({RUW}, `POS_RUW_BEWAREN_DAGEN`)", "meer dan drie jaar voorbij"],
    "README.md": ["versleuteld, 7 dagen"],
}


@pytest.mark.parametrize("pagina", ZINNEN)
def test_terms_are_those_of_the_code(pagina: str) -> None:
    assert [zin for zin in ZINNEN[pagina] if zin not in tekst(pagina)] == []


def test_the_words_above_stand_for_these_numbers() -> None:
    assert (LEESVERSLAG_DAGEN % 365, ZAKEN_BEWAREN_JAREN, RUW_BEWAREN_DAGEN) == (0, 3, 7)
    assert 13 * 30 < THIRTEEN_MONTHS_DAYS < 13 * 31
    assert (ONGEBRUIKT.total_seconds(), SESSIE_HOOGSTENS.total_seconds()) == (2 * 3600, 12 * 3600)
    termijnen = {een.naam: een.retentie_dagen for een in ALLE}
    assert termijnen["ldos.dossiers"] == termijnen["bronnen.persoonslijsten"] == RUW_BEWAREN_DAGEN
    assert termijnen["onderwijs.zaken"] == termijnen["onderwijs.lijsten"] == THIRTEEN_MONTHS_DAYS


def test_the_release_page_says_the_policy() -> None:
    pagina, boek = tekst("vrijgave.md"), Beleidsboek()
    for naam in GRENZEN:
        assert f"| `{naam}` | {getattr(STANDAARD, naam)} |" in pagina
    laagst = {naam: grens.laagst for naam, grens in GRENZEN.items()}
    assert (
        f"drempel {laagst['drempel']}, afronding {laagst['afronding']}, veranderd {laagst['veranderd']},"
        f" scholen {laagst['scholen']} en duren {laagst['duren']}" in pagina
    )
    assert f"minstens {WOORDEN[MIN_SWVS_LANDELIJK]} SWV's van die soort" in pagina
    assert f"over minstens {MIN_EENHEDEN_VERDELING} eenheden" in pagina
    assert f"echte waarde van {KLEIN.start} tot en met {KLEIN.stop - 1}" in pagina
    assert f"minstens {WOORDEN[MINSTENS]} waarden mogelijk" in pagina
    draaien = (MAP.parent / "running/vrijgave.md").read_text("utf-8")
    assert (boek.dag, boek.uur) == (2, 6)
    assert "op de tweede van de maand om 06:00" in draaien


def test_what_is_public_stands_there_and_nothing_else() -> None:
    """The policy table of vrijgave.md names the figures that come from persons and that everybody sees."""
    rij = next(
        regel for regel in (MAP / "vrijgave.md").read_text("utf-8").splitlines() if "| ja, uit een getoetste" in regel
    )

    assert re.findall(r"`([a-z-]+)`", rij) == [een.code for een in openbare_indicatoren()]
