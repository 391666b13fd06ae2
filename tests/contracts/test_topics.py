"""Every topic is declared whole, once, and by its own rules."""

import pytest

from shared.contracts.topics import (
    ALLE,
    BRONNEN_PERSOONSLIJSTEN,
    DAY_MS,
    HOUR_MS,
    LDOS_DOSSIERS,
    ONDERWIJS_ZAKEN,
    Topic,
    met_bewaartermijn,
    replicas,
)

SERVICES = {"ingest", "anonymiser", "aggregator", "reports", "gateway"}


def test_names_are_unique() -> None:
    assert len({topic.naam for topic in ALLE}) == len(ALLE)


@pytest.mark.parametrize("topic", ALLE, ids=lambda topic: topic.naam)
def test_each_topic_has_known_neighbours_and_a_meaning(topic: Topic) -> None:
    assert set(topic.producent) <= SERVICES
    assert set(topic.afnemers) <= SERVICES
    assert topic.doc
    assert topic.retentie_dagen > 0


def test_persons_are_kept_seven_days_and_read_by_the_anonymiser_only() -> None:
    met_personen = [LDOS_DOSSIERS, BRONNEN_PERSOONSLIJSTEN]
    assert [topic for topic in ALLE if topic.persoonsgegevens] == met_personen
    for topic in met_personen:
        assert topic.afnemers == ("anonymiser",)
        assert topic.config(1)["retention.ms"] == str(7 * DAY_MS)
        assert topic.config(1)["segment.ms"] == str(HOUR_MS)
        assert topic.config(1)["cleanup.policy"] == "delete"


def test_the_days_that_persons_are_kept_are_a_setting() -> None:
    kept = {topic.naam: topic.retentie_dagen for topic in met_bewaartermijn(2)}

    korter = {LDOS_DOSSIERS.naam: 2, BRONNEN_PERSOONSLIJSTEN.naam: 2}
    assert kept == {topic.naam: topic.retentie_dagen for topic in ALLE} | korter


def test_cases_are_kept_thirteen_months_true_to_a_day_and_never_compacted() -> None:
    """Compaction keeps the last arrival, not the highest versie."""
    config = ONDERWIJS_ZAKEN.config(1)

    assert config["retention.ms"] == str(396 * DAY_MS)
    assert config["segment.ms"] == str(DAY_MS)
    assert config["cleanup.policy"] == "delete"


@pytest.mark.parametrize(("brokers", "copies", "in_sync"), [(1, 1, "1"), (3, 3, "2"), (5, 3, "2")])
def test_copies_follow_the_number_of_brokers(brokers: int, copies: int, in_sync: str) -> None:
    assert replicas(brokers) == copies
    assert LDOS_DOSSIERS.config(brokers)["min.insync.replicas"] == in_sync
