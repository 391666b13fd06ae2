"""How far a document may look: the reader's view is narrowed to that of who asked."""

import pytest

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rapporten import GeenJaren, dekt, lees_rapportvraag, maak_grens, makers, van_lezer
from services.gateway.domain.rechten import Recht, Rol, toegang
from services.gateway.domain.vraag import OngeldigeVraag
from shared.contracts.eenheden import Niveau, vestiging_getal
from shared.contracts.lidmaatschap import Lid
from shared.contracts.rapporten import SOORTEN, THEMAS, Grens, Lezer, RapportVraag, themas_van

SCHOOL = Eenheid(Niveau.SCHOOL, "99AB00")
GETAL = vestiging_getal("99AB00")
LOPEND = 2026
# Until 2023-2024 of board 99001, from 2024-2025 of board 99002; in two SWV's.
ORGANISATIE = Organisatie(
    leden=(
        Lid(9901, GETAL, 2018, 2023, 99001, None, "so"),
        Lid(9901, GETAL, 2024, 9999, 99002, None, "so"),
        Lid(9902, GETAL, 2018, 9999, 99002, None, "so"),
    )
)


def vraag(schooljaar: str = "2025-2026", binnen: str | None = None) -> RapportVraag:
    return RapportVraag(
        soort="gespreksrapport", niveau=Niveau.SCHOOL, eenheid=SCHOOL.code, schooljaar=schooljaar, binnen=binnen
    )


def grens(*rechten: tuple[Rol, str], schooljaar: str = "2025-2026", binnen: str | None = None) -> Grens:
    had = toegang(frozenset(Recht(*recht) for recht in rechten), SCHOOL, ORGANISATIE)
    assert had is not None
    return maak_grens(had, SCHOOL, vraag(schooljaar, binnen), ORGANISATIE, LOPEND)


def test_the_school_itself_sees_all_years_and_every_swv() -> None:
    assert grens((Rol.SCHOOL, SCHOOL.code)) == Grens(
        binnen=None, schooljaren=("2021-2022", "2022-2023", "2023-2024", "2024-2025", "2025-2026"), nu=True
    )


def test_an_swv_sees_its_own_dossiers_only() -> None:
    assert grens((Rol.SWV, "PO9901")).binnen == "PO9901"
    with pytest.raises(GeenJaren):
        grens((Rol.SWV, "PO9901"), binnen="PO9902")


def test_who_works_for_two_swvs_chooses_one() -> None:
    with pytest.raises(OngeldigeVraag) as fout:
        grens((Rol.SWV, "PO9901"), (Rol.SWV, "PO9902"))
    assert "PO9901, PO9902" in fout.value.missers[0].melding
    assert grens((Rol.SWV, "PO9901"), (Rol.SWV, "PO9902"), binnen="PO9902").binnen == "PO9902"


def test_a_board_sees_the_years_in_which_the_school_was_its_own() -> None:
    weg = grens((Rol.BESTUUR, "99001"), schooljaar="2023-2024")
    assert weg.schooljaren[-1] == "2023-2024"
    with pytest.raises(GeenJaren):
        grens((Rol.BESTUUR, "99001"), schooljaar="2026-2027")


def test_what_is_open_now_belongs_to_who_sees_the_running_year() -> None:
    organisatie = Organisatie(
        leden=(Lid(9901, GETAL, 2018, 2023, 99001, None, "bao"), Lid(9901, GETAL, 2024, 9999, 99002, None, "bao"))
    )
    oud, nieuw = ((Rol.BESTUUR, "99001"), "2023-2024"), ((Rol.BESTUUR, "99002"), "2025-2026")
    gevonden = []
    for recht, schooljaar in (oud, nieuw):
        had = toegang(frozenset({Recht(*recht)}), SCHOOL, organisatie)
        assert had is not None
        gevonden.append(maak_grens(had, SCHOOL, vraag(schooljaar), organisatie, LOPEND))
    assert [een.nu for een in gevonden] == [False, True]
    assert gevonden[0].schooljaren == ("2019-2020", "2020-2021", "2021-2022", "2022-2023", "2023-2024")
    assert gevonden[1].schooljaren == ("2024-2025", "2025-2026")


def test_a_narrower_right_does_not_cover_a_wider_document() -> None:
    ruim = Grens(binnen=None, schooljaren=("2024-2025", "2025-2026"), nu=True)
    nauw = Grens(binnen="PO9901", schooljaren=("2025-2026",), nu=True)
    assert dekt(ruim, nauw)
    assert not dekt(nauw, ruim)
    assert not dekt(Grens(binnen="PO9902", schooljaren=ruim.schooljaren, nu=True), nauw)


@pytest.mark.parametrize("inhoud", [None, [], "tekst", {"soort": ["gespreksrapport"]}, {}])
def test_what_is_no_question_is_said_in_full(inhoud: object) -> None:
    with pytest.raises(OngeldigeVraag) as fout:
        lees_rapportvraag(inhoud, LOPEND)
    assert fout.value.missers


def test_an_internal_version_has_the_widest_view_of_who_asks() -> None:
    rechten = frozenset(
        {
            Recht(Rol.SCHOOL, "99AB00"),
            Recht(Rol.BESTUUR, "99002"),
            Recht(Rol.BEHEERDER, "PO9901"),
            Recht(Rol.PLATFORM, ""),
        }
    )
    assert [(lezer.rol, lezer.eenheid) for lezer, _ in makers(rechten)] == [
        ("swv", "PO9901"), ("bestuur", "99002"), ("school", "99AB00"),
    ]  # fmt: skip
    assert all(len(recht) == 1 for _, recht in makers(rechten))


def test_an_internal_version_is_handed_out_only_to_who_still_has_that_view() -> None:
    lezer = Lezer(rol="swv", eenheid="PO9901")
    assert van_lezer(frozenset({Recht(Rol.BEHEERDER, "PO9901")}), lezer)
    assert not van_lezer(frozenset({Recht(Rol.SWV, "PO9902"), Recht(Rol.BESTUUR, "99002")}), lezer)


def test_a_border_with_texts_is_wider_than_one_without() -> None:
    zonder = grens((Rol.SCHOOL, SCHOOL.code))
    met = zonder.model_copy(update={"teksten": True})
    assert dekt(met, zonder)
    assert not dekt(zonder, met)


def test_the_reader_of_a_request_is_who_makes_it_or_left_out() -> None:
    inhoud = {"soort": "gespreksrapport", "niveau": "school", "eenheid": "99AB00", "schooljaar": "2025-2026"}
    assert lees_rapportvraag(inhoud, LOPEND).lezer is None
    assert lees_rapportvraag({**inhoud, "lezer": "maker"}, LOPEND).lezer == "maker"
    with pytest.raises(OngeldigeVraag):
        lees_rapportvraag({**inhoud, "lezer": "swv"}, LOPEND)


@pytest.mark.parametrize(("soort", "niveau"), [("gespreksrapport", "school"), ("bestuursrapport", "bestuur")])
def test_a_theme_that_a_kind_does_not_have_is_refused(soort: str, niveau: str) -> None:
    vraag = {"soort": soort, "niveau": niveau, "eenheid": "99AB00", "schooljaar": "2025-2026"}
    with pytest.raises(OngeldigeVraag) as fout:
        lees_rapportvraag({**vraag, "themas": ["kwaliteit"]}, LOPEND)
    assert "kwaliteit" not in fout.value.missers[0].melding
    alle = [thema for thema in THEMAS if thema in themas_van(soort)]
    assert lees_rapportvraag({**vraag, "themas": alle}, LOPEND).themas == (), "all of them is no choice"


def test_only_an_swv_has_its_own_judgements_in_a_report() -> None:
    assert [soort for soort in SOORTEN if "kwaliteit" in themas_van(soort)] == ["swv-rapport"]
    assert "aanbod" not in themas_van("gespreksrapport")
    assert themas_van("profiel") == ()
