"""The highest versie counts; everything else is accounted for."""

from typing import Any

import pytest

from services.aggregator.domain import Bericht, Stand, Telling, reduce, stand_van
from shared.contracts.cellen import Kubus
from shared.contracts.zaken import Zaak
from tests.bouwers import besloten, besluit, dossier, zaak


def _berichten(*zaken: Zaak) -> list[Bericht]:
    return [Bericht(offset, een) for offset, een in enumerate(zaken)]


def _gehouden(*zaken: Zaak) -> dict[bytes, Stand]:
    return {bytes.fromhex(een.zaak): stand_van(een) for een in zaken}


def test_a_first_version_counts() -> None:
    gevolg = reduce({}, _berichten(zaak(inhoud=dossier())))

    assert gevolg.telling == Telling(ontvangen=1, geteld=1)
    assert [maten.aantal for maten in gevolg.delta.values()] == [1]


def test_a_correction_takes_the_old_contribution_off() -> None:
    oud = zaak(versie=1, inhoud=dossier(leerjaar=5))

    gevolg = reduce(_gehouden(oud), _berichten(zaak(versie=2, inhoud=dossier(leerjaar=6))))

    assert gevolg.telling == Telling(ontvangen=1, achterhaald=1)
    assert sorted(maten.aantal for maten in gevolg.delta.values()) == [-1, 1]


def test_a_correction_of_nothing_that_is_counted_changes_no_cell() -> None:
    oud = zaak(versie=1, inhoud=besloten())
    ander_nummer = besloten(besluit=besluit(beschikking="c" * 32))

    gevolg = reduce(_gehouden(oud), _berichten(zaak(versie=2, inhoud=ander_nummer)))

    assert gevolg.delta == {}
    assert len(gevolg.zaken) == 1


def test_versions_inside_one_batch_count_once() -> None:
    gevolg = reduce({}, _berichten(zaak(versie=1, inhoud=dossier()), zaak(versie=4, inhoud=besloten())))

    assert gevolg.telling == Telling(ontvangen=2, geteld=1, achterhaald=1)
    assert sum(maten.aantal for cel, maten in gevolg.delta.items() if cel.kubus == Kubus.AANVRAAG) == 1


def test_an_older_version_comes_too_late_whatever_it_says() -> None:
    nieuw = zaak(versie=3, inhoud=besloten())

    gevolg = reduce(_gehouden(nieuw), _berichten(zaak(versie=2, inhoud=dossier(leerjaar=8))))

    assert gevolg.telling == Telling(ontvangen=1, achterhaald=1)
    assert not gevolg.zaken
    assert not gevolg.delta


@pytest.mark.parametrize(
    ("nieuw", "uitkomst"),
    [
        ({"beschikking": "c" * 32, "beschikkingen": ("b" * 32,)}, Telling(ontvangen=1, dubbel=1)),
        ({"beschikking": "c" * 32, "beschikkingen": ("d" * 32,)}, Telling(ontvangen=1, dood=1)),
        (
            {"beschikking": "c" * 32, "beschikkingen": ("b" * 32,), "doorlooptijd_dagen": 41},
            Telling(ontvangen=1, dood=1),
        ),
    ],
    ids=["other key", "other number", "other key, other content"],
)
def test_a_repeat_after_a_rotation_of_keys_is_a_repeat(nieuw: dict[str, Any], uitkomst: Telling) -> None:
    oud = zaak(inhoud=besloten(besluit=besluit(beschikking="b" * 32)))

    gevolg = reduce(_gehouden(oud), _berichten(zaak(inhoud=besloten(besluit=besluit(**nieuw)))))

    assert gevolg.telling == uitkomst


def test_the_same_again_is_a_repeat_and_other_content_a_conflict() -> None:
    oud = zaak(versie=1, inhoud=dossier())

    gevolg = reduce(
        _gehouden(oud),
        _berichten(zaak(versie=1, inhoud=dossier()), zaak(versie=1, inhoud=dossier(leerjaar=1))),
    )

    assert gevolg.telling == Telling(ontvangen=2, dubbel=1, dood=1)
    assert [(een.offset, een.reden) for een in gevolg.dood] == [(1, "conflict")]
    assert not gevolg.delta


def test_a_removal_takes_everything_off_and_a_higher_version_brings_it_back() -> None:
    oud = zaak(versie=2, inhoud=besloten())

    weg = reduce(_gehouden(oud), _berichten(zaak(versie=3)))
    terug = reduce(dict(weg.zaken), _berichten(zaak(versie=2, inhoud=besloten()), zaak(versie=4, inhoud=besloten())))

    assert {maten.aantal for maten in weg.delta.values()} == {-1}
    assert terug.telling == Telling(ontvangen=2, achterhaald=2)
    assert {cel: -maten.aantal for cel, maten in weg.delta.items()} == {
        cel: maten.aantal for cel, maten in terug.delta.items()
    }


def test_removing_what_was_never_seen_is_remembered() -> None:
    gevolg = reduce({}, _berichten(zaak(versie=5)))

    assert gevolg.telling == Telling(ontvangen=1, geteld=1)
    assert not gevolg.delta


def test_how_a_message_is_held() -> None:
    een = zaak(versie=7, inhoud=dossier(), bron=3, swv="VO9902")

    stand = stand_van(een)

    assert stand[:3] == (7, 19902, 3)
    assert len(stand.digest) == 16
    assert b'"dagenTotCompleet":null' in (stand.inhoud or b"")
    assert stand_van(zaak(versie=1)).inhoud is None
    # As stored since the first release: an empty content has the digest of nothing.
    assert stand_van(zaak(versie=1)).digest.hex() == "cae66941d9efbd404e4d88758ea67670"


def test_each_outcome_is_counted_as_often_as_it_happens() -> None:
    oud = zaak(versie=2, inhoud=dossier())
    zelfde, ander, ouder = zaak(versie=2, inhoud=dossier()), zaak(versie=2, inhoud=dossier(leerjaar=1)), zaak(versie=1)

    gevolg = reduce(_gehouden(oud), _berichten(*[zelfde] * 2, *[ander] * 3, *[ouder] * 4, zaak(2), zaak(3)))

    assert gevolg.telling == Telling(ontvangen=11, geteld=2, achterhaald=4, dubbel=2, dood=3)
    assert [een.zaak for een in gevolg.dood] == [ander] * 3


def test_money_and_pupils_are_taken_off_and_put_on() -> None:
    def arrangement(cent: int, leerlingen: int) -> dict[str, object]:
        wat = {"type": "groep", "bedrag_cent": cent, "leerlingen": leerlingen}
        return besloten(soort="arrangement", tlv=None, arrangement=wat, besluit=besluit(tlv=None, arrangement=wat))

    oud = [zaak(nummer, inhoud=arrangement(100, 3)) for nummer in (1, 2)]
    gevolg = reduce(_gehouden(*oud), _berichten(*(zaak(n, 2, arrangement(170, 9)) for n in (1, 2))))

    assert [tuple(maten) for maten in gevolg.delta.values()] == [(0, 140, 12)]
