"""From a dossier with persons to a case without: the one rule of this service, pure.

Security properties held here (tests/property/test_anonymiser.py):
- The output is *built*, field by field, from a list of what may pass; nothing is copied and then cleaned. A field
  that the contract gains tomorrow does not pass until somebody writes it down here.
- Every value that passes is an enum, a bounded integer, a code of fixed shape or a keyed hash.
- No day passes: only schooljaar, month and ISO week, and numbers of days between two days.
- No clock and no chance: the same event under the same keys gives the same bytes, so whoever reads the log twice
  sees the same case twice and not two cases.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Protocol, cast

from shared.contracts import codes, ldos, zaken
from shared.contracts.beschikkingsnummer import normaliseer
from shared.contracts.ldos import dossier as raw
from shared.contracts.schooljaar import hele_schooljaren, schooljaar_van, teldatums_tussen
from shared.runtime.keys import mac

_PSEUDONYM_BYTES = 16
"""128 bits of the HMAC: no two cases meet by chance, and keys stay small."""


class PseudonymKeys(Protocol):
    """The keys of the pseudonyms, 32 bytes each; one per purpose, so that no two kinds can be compared."""

    def zaak(self, schooljaar: int) -> bytes:
        """Key of the cases made in this schooljaar. Raises Invalid once it was destroyed by schedule."""
        ...

    def beschikking(self, swv: str) -> Sequence[bytes]:
        """Live keys of the decision numbers of this SWV, newest first, at least one."""
        ...


def anonymise(event: ldos.Accepted, keys: PseudonymKeys, bron: int) -> zaken.Zaak:
    """The case as it stands after this event, without a person; `bron` numbers the registered source system.

    Raises:
        Invalid: the pseudonym key was destroyed.
        pydantic.ValidationError: a number lies outside what a case can hold.
    """
    envelope, data = event.envelope, event.data
    source = envelope.source.encode()
    zaak_key = keys.zaak(schooljaar_van(data.aangemaakt_op))
    return zaken.Zaak(
        zaak=pseudonym(zaak_key, source, data.swv.encode(), data.dossiernummer.encode()),
        versie=data.versie,
        bron=bron,
        swv=data.swv,
        # The id holds the dossiernummer: it must be beyond recognition as soon as the case is, so no key of its own.
        event_id=pseudonym(mac(zaak_key, b"gebeurtenis"), source, envelope.id.encode()),
        type=ldos.kind_of(envelope.type),
        dossier=_dossier(data, keys) if isinstance(data, raw.Dossier) else None,
    )


def holds_bsn(event: ldos.Accepted) -> bool:
    """Whether a BSN came along, which OSO forbids in an SWV dossier: it is dropped, and the operator is told."""
    leerling = event.data.aanvraag.leerling if isinstance(event.data, raw.Dossier) else None
    return leerling is not None and leerling.bsn not in (None, "")


def pseudonym(key: bytes, *parts: bytes) -> str:
    """128 bits of a keyed hash over the parts, in hex."""
    return mac(key, *parts)[:_PSEUDONYM_BYTES].hex()


def _dossier(data: raw.Dossier, keys: PseudonymKeys) -> zaken.Dossier:
    aanvraag, beschikking = data.aanvraag, data.beschikking
    elders = aanvraag.vestiging_herkomst != aanvraag.vestiging
    return zaken.Dossier(
        soort=data.soort,
        status=data.status,
        ingediend=_moment(aanvraag.ingediend_op),
        dagen_tot_compleet=_days(aanvraag.ingediend_op, aanvraag.compleet_op),
        herindicatie=aanvraag.herindicatie,
        vestiging=aanvraag.vestiging,
        vestiging_herkomst=aanvraag.vestiging_herkomst if elders else None,
        bestuur=aanvraag.bestuur,
        herkomst=aanvraag.herkomst,
        # The contract has checked the value; its type there is a plain integer.
        leerjaar=cast("codes.Leerjaar | None", aanvraag.leerjaar),
        behoeften=_in_code_order(aanvraag.ondersteuningsbehoeften or ()),
        tlv=_tlv(aanvraag.tlv),
        arrangement=_arrangement(aanvraag.arrangement),
        besluit=_besluit(beschikking, data, keys) if beschikking else None,
    )


def _besluit(beschikking: raw.Beschikking, data: raw.Dossier, keys: PseudonymKeys) -> zaken.Besluit:
    # On a refusal the contract allows the granted part and a validity, which then mean nothing.
    toegekend = beschikking.besluit == "toegekend"
    nieuwste, *ouder = nummers(beschikking.nummer, data.swv, keys)
    return zaken.Besluit(
        uitkomst=beschikking.besluit,
        genomen=_moment(beschikking.besluit_op),
        bekendgemaakt=_moment(beschikking.bekendgemaakt_op) if beschikking.bekendgemaakt_op else None,
        doorlooptijd_dagen=(beschikking.besluit_op - data.aanvraag.ingediend_op).days,
        tlv=_tlv(beschikking.tlv) if toegekend else None,
        arrangement=_arrangement(beschikking.arrangement) if toegekend else None,
        geldigheid=_geldigheid(beschikking.geldig_van, beschikking.geldig_tot) if toegekend else None,
        bezwaar=_bezwaar(beschikking.bezwaar),
        beschikking=nieuwste,
        beschikkingen=tuple(ouder),
    )


def nummers(nummer: str, swv: str, keys: PseudonymKeys) -> list[str]:
    """The pseudonyms of a decision number, one per live key, newest first."""
    genormaliseerd = normaliseer(nummer, swv)
    # Nothing to meet DUO on: a pseudonym of its own, or all such decisions would look like one.
    parts = (genormaliseerd.encode(),) if genormaliseerd else (b"", nummer.encode())
    return [pseudonym(key, swv.encode(), *parts) for key in keys.beschikking(swv)]


def _geldigheid(van: date | None, tot: date | None) -> zaken.Geldigheid | None:
    if van is None or tot is None:
        return None
    return zaken.Geldigheid(
        teldatums=cast(
            "tuple[tuple[int, codes.Teldatum], ...]",
            tuple(islice(teldatums_tussen(van, tot), zaken.MAX_TELDATUMS)),
        ),
        schooljaren=hele_schooljaren(van, tot),
        eind_schooljaar=schooljaar_van(tot),
    )


def _bezwaar(bezwaar: raw.Bezwaar | None) -> codes.Bezwaar | None:
    return None if bezwaar is None else bezwaar.uitkomst or "lopend"


def _moment(dag: date) -> zaken.Moment:
    return zaken.Moment(schooljaar=schooljaar_van(dag), maand=dag.month, week=dag.isocalendar().week)


def _days(begin: date, end: date | None) -> int | None:
    return None if end is None else (end - begin).days


def _tlv(tlv: raw.Tlv | None) -> zaken.Tlv | None:
    return None if tlv is None else zaken.Tlv(schoolsoort=tlv.schoolsoort, categorie=tlv.categorie)


def _arrangement(arrangement: raw.Arrangement | None) -> zaken.Arrangement | None:
    if arrangement is None:
        return None
    return zaken.Arrangement(
        type=arrangement.type, bedrag_cent=_cents(arrangement.bedrag), leerlingen=arrangement.leerlingen
    )


def _cents(bedrag: str) -> int:
    """`"1250.5"` → 125050; on the text itself, so that no cent is lost to binary fractions."""
    euro, _, cents = bedrag.partition(".")
    return int(euro) * 100 + int(cents.ljust(2, "0"))


def _in_code_order(behoeften: Iterable[codes.Behoefte]) -> tuple[codes.Behoefte, ...]:
    return tuple(sorted(behoeften, key=codes.BEHOEFTEN.index))
