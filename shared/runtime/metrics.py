"""Every metric that a service may export: one checked list; an alert rule may use no other (tests/docs).

A label never names a school, board, SWV, person or case: figures per unit belong in pages with rights.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from prometheus_client import Counter, Gauge, Histogram

Kind = Literal["counter", "gauge", "histogram"]

FORBIDDEN_LABELS = frozenset(
    {
        "school", "vestiging", "bestuur", "swv", "subregio", "eenheid", "persoon", "leerling", "zaak", "dossier",
        "beschikking", "gebruiker", "account", "brin", "event_id", "key",
    }
)  # fmt: skip
_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_SIZES = (1, 2, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000)


@dataclass(frozen=True)
class Metric:
    """One exported name. Counters end in `_total`, times in `_seconden`."""

    naam: str
    kind: Kind
    meaning: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = _FAST


METRICS: tuple[Metric, ...] = (
    # Every service
    Metric("pos_dienst_gereed", "gauge", "1 when the service answers ready on /gereed"),
    Metric("pos_http_verzoeken_total", "counter", "HTTP answers", ("route", "methode", "status")),
    Metric("pos_http_seconden", "histogram", "time to answer an HTTP request", ("route", "methode")),
    # ingest
    Metric("pos_leveringen_total", "counter", "pushes by outcome", ("uitkomst",)),
    Metric("pos_bestanden_total", "counter", "files of other sources by outcome", ("soort", "uitkomst")),
    Metric(
        "pos_gebeurtenissen_total",
        "counter",
        "events pushed, by outcome (reden of the refusal)",
        ("uitkomst",),
    ),
    Metric("pos_onbekende_velden_total", "counter", "fields of accepted dossiers that the contract does not know"),
    Metric("pos_gebeurtenis_laatste_tijd_seconden", "gauge", "Unix time of the last accepted event"),
    # Reading a topic (anonymiser, aggregator, reports)
    Metric("pos_gelezen_total", "counter", "records handed over to the handler and durable", ("topic",)),
    Metric(
        "pos_batches_total",
        "counter",
        "batches by outcome: klaar, onbereikbaar, verplaatst",
        ("topic", "uitkomst"),
    ),
    Metric("pos_batch_grootte", "histogram", "records per batch", ("topic",), _SIZES),
    Metric("pos_batch_seconden", "histogram", "time of one batch, with its transaction", ("topic",)),
    Metric("pos_achterstand_gebeurtenissen", "gauge", "records in the topic that are not handled yet", ("topic",)),
    Metric("pos_achterstand_seconden", "gauge", "age of the oldest record that may be unhandled", ("topic",)),
    Metric(
        "pos_gat_gebeurtenissen_total",
        "counter",
        "records that retention removed before we read them",
        ("topic",),
    ),
    Metric(
        "pos_topic_ingekort_total", "counter", "times that a topic ended before our place, per partition", ("topic",)
    ),
    Metric("pos_herverdelingen_total", "counter", "times that partitions were handed out anew", ("groep",)),
    # anonymiser
    Metric("pos_zaken_total", "counter", "cases published without personal data"),
    Metric(
        "pos_bsn_total",
        "counter",
        "events that carried a BSN, which was dropped: the source should stop sending it",
    ),
    Metric("pos_dode_letters_total", "counter", "records put aside, by reason", ("topic", "reden")),
    Metric("pos_sleutel_leeftijd_seconden", "gauge", "age of the newest key per purpose", ("doel",)),
    Metric("pos_sleutels", "gauge", "keys in the key store per purpose", ("doel",)),
    Metric("pos_sleutel_oudste_seconden", "gauge", "age of the oldest key per purpose", ("doel",)),
    Metric("pos_sleutels_vernietigd_total", "counter", "keys destroyed by the schedule", ("doel",)),
    Metric("pos_ruw_bewaren_seconden", "gauge", "how long the raw topic keeps events"),
    # aggregator
    Metric("pos_stand_ontvangen", "gauge", "records received into the figures (R3, left side)"),
    Metric("pos_stand_geteld", "gauge", "records that are the newest version of their case (R3)"),
    Metric(
        "pos_stand_achterhaald",
        "gauge",
        "records beaten by a higher version, before or after their arrival (R3)",
    ),
    Metric("pos_stand_dubbel", "gauge", "records that had been received before (R3)"),
    Metric("pos_stand_dood", "gauge", "records put aside (R3)"),
    Metric("pos_herbereken_voortgang", "gauge", "part of a recomputation that is done, 0 to 1"),
    Metric("pos_herbereken_verschillen", "gauge", "cells, cases and counts that differed at the last full comparison"),
    Metric("pos_zelfcontrole_verschillen", "gauge", "cells and cases that differ, by the newest self-check per SWV"),
    Metric("pos_zelfcontrole_tijd_seconden", "gauge", "Unix time of the last finished self-check"),
    Metric("pos_ijkpunt_tijd_seconden", "gauge", "Unix time of the checkpoint"),
    Metric("pos_dode_letters_open", "gauge", "dead letters that nobody handled", ("dienst", "reden")),
    Metric("pos_bewaard_oudste_seconden", "gauge", "age of the oldest thing in a store", ("opslag",)),
    Metric("pos_bewaard_termijn_seconden", "gauge", "how old it may become there", ("opslag",)),
    Metric("pos_vrijgaven", "gauge", "releases by outcome: gemaakt, gehouden (by the audit)", ("uitkomst",)),
    Metric("pos_vrijgave_laatste_tijd_seconden", "gauge", "Unix time of the newest release"),
    Metric("pos_vrijgave_te_laat_seconden", "gauge", "since a fixed moment passed without a release; 0 when none did"),
    # reports
    Metric("pos_rapporten_total", "counter", "documents by outcome", ("soort", "uitkomst")),
    Metric("pos_rapporten_wachtend", "gauge", "documents asked for and not made yet"),
    Metric("pos_rapport_seconden", "histogram", "time to make one document", ("soort",)),
    # gateway
    Metric("pos_leesregels_total", "counter", "lines of the read audit that were written"),
    Metric("pos_leesverslag_wacht", "gauge", "lines of the read audit that wait for the database"),
    Metric("pos_inlogpogingen_total", "counter", "logins by outcome", ("uitkomst",)),
    Metric("pos_stromen_open", "gauge", "open pages that listen for changes"),
)

_BY_NAME = {metric.naam: metric for metric in METRICS}


def _listed(naam: str, kind: Kind) -> Metric:
    metric = _BY_NAME[naam]
    if metric.kind != kind:
        raise TypeError(f"{naam} is a {metric.kind}")
    return metric


@cache
def counter(naam: str) -> Counter:
    """The counter of that name in the list (KeyError otherwise)."""
    metric = _listed(naam, "counter")
    return Counter(metric.naam, metric.meaning, metric.labels)


@cache
def gauge(naam: str) -> Gauge:
    """The gauge of that name in the list (KeyError otherwise)."""
    metric = _listed(naam, "gauge")
    return Gauge(metric.naam, metric.meaning, metric.labels)


@cache
def histogram(naam: str) -> Histogram:
    """The histogram of that name in the list (KeyError otherwise)."""
    metric = _listed(naam, "histogram")
    return Histogram(metric.naam, metric.meaning, metric.labels, buckets=metric.buckets)
