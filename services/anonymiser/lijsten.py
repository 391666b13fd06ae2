"""From a list with persons to a list without: one sealed part of `bronnen.persoonslijsten`, pure.

Security properties held here (tests/property/test_lijsten.py), the same as in domain.py:
- The output is *built* from an allow-list: codes, bounded integers, keyed hashes and the day that the list is about.
- A reason is a code of the closed list or `overig`; no day of a pupil passes, only a class of duration.
- The number of a decision gets a pseudonym under every live key of its SWV, by the same rule as LDOS's own.
- No clock and no chance: the same part under the same keys gives the same bytes.
"""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol

from pydantic import TypeAdapter, ValidationError

from services.anonymiser.domain import PseudonymKeys, nummers, pseudonym
from services.anonymiser.handlers import Reden
from shared.contracts import codes
from shared.contracts.bronnen.duo_bekostigd import BekostigdRij
from shared.contracts.bronnen.levering import Deel
from shared.contracts.bronnen.lijsten import Bekostigd, Lijstdeel, Lijstkop, Thuiszitter
from shared.contracts.bronnen.soorten import DUO_BEKOSTIGD, THUISZITTERS
from shared.contracts.bronnen.thuiszitters import VIER_WEKEN, ThuiszitterRij, telt_op_peildatum
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import amsterdam_date
from shared.runtime.errors import Invalid
from shared.runtime.keys import mac

_BEKOSTIGD: Final = TypeAdapter(tuple[BekostigdRij, ...])
_THUISZITTERS: Final = TypeAdapter(tuple[ThuiszitterRij, ...])
_DRIE_MAANDEN: Final = 3


class ListKeys(PseudonymKeys, Protocol):
    """The keys of the lists, per purpose and schooljaar: each can go when the lines of that schooljaar are gone."""

    def melding(self, swv: str, schooljaar: int) -> bytes:
        """Key of the notifications (meldingen) of this SWV on peildatums in this schooljaar."""
        ...

    def bestand(self, schooljaar: int) -> bytes:
        """Key of the hashes of files that arrived in this schooljaar."""
        ...


class ListVault(ListKeys, Protocol):
    """The keys, and the seal that they open."""

    def open(self, sealed: bytes) -> bytes:
        """The bytes of the part. Raises Invalid, Unavailable, Fatal."""
        ...


def handle_list(value: bytes | None, vault: ListVault) -> Lijstdeel:
    """The part in one record, without a person.

    Raises:
        Invalid: with a code from Reden; put the record aside.
        Unavailable, Fatal: the keys cannot be reached; nothing may be skipped.
    """
    if not value:
        raise Invalid(Reden.VERZEGELING)
    try:
        deel = Deel.van_bytes(vault.open(value))
    except ValidationError:
        raise Invalid(Reden.ONLEESBAAR) from None
    try:
        return anonymise_list(deel, vault)
    except ValidationError:
        raise Invalid(Reden.CONTRACT) from None


def anonymise_list(deel: Deel, keys: ListKeys) -> Lijstdeel:
    """Raises Invalid (a kind that has no persons, lines of more than one SWV), pydantic.ValidationError."""
    if deel.kop.soort == DUO_BEKOSTIGD.naam:
        bekostigd = _BEKOSTIGD.validate_python(deel.rijen)
        swv, perioden = _een_swv([rij.swv for rij in bekostigd]), {rij.teldatum for rij in bekostigd}
        regels = tuple(_bekostigd(rij, keys) for rij in bekostigd)
        return Lijstdeel(kop=_kop(deel, swv, keys), deel=deel.deel, perioden=tuple(sorted(perioden)), bekostigd=regels)
    if deel.kop.soort == THUISZITTERS.naam:
        thuis = _THUISZITTERS.validate_python(deel.rijen)
        swv, perioden = _een_swv([rij.swv for rij in thuis]), {rij.peildatum for rij in thuis}
        aanwezig = [rij for rij in thuis if telt_op_peildatum(rij.sinds, rij.tot, rij.peildatum)]
        return Lijstdeel(
            kop=_kop(deel, swv, keys), deel=deel.deel, perioden=tuple(sorted(perioden)),
            thuiszitters=tuple(_thuiszitter(rij, keys) for rij in aanwezig),
        )  # fmt: skip
    raise Invalid(Reden.CONTRACT)


def _een_swv(swvs: Sequence[str]) -> str:
    if len(set(swvs)) != 1:
        raise Invalid(Reden.CONTRACT)
    return swvs[0]


def _kop(deel: Deel, swv: str, keys: ListKeys) -> Lijstkop:
    kop, opdracht = deel.kop, deel.kop.opdracht
    return Lijstkop(
        levering=str(kop.levering),
        soort="duo-bekostigd" if kop.soort == DUO_BEKOSTIGD.naam else "thuiszitters",
        swv=swv,
        # A short file could be guessed line by line from its plain hash.
        bestand=mac(keys.bestand(schooljaar_van(amsterdam_date(kop.ontvangen_op))), kop.sha256.encode()).hex(),
        rijen=kop.rijen,
        delen=kop.delen,
        ontvangen_op=kop.ontvangen_op,
        wie=opdracht.wie,
        peildatum=opdracht.peildatum,
        status=opdracht.status,
        bevestigd=opdracht.bevestigd,
    )


def _bekostigd(rij: BekostigdRij, keys: ListKeys) -> Bekostigd:
    return Bekostigd(
        nummers=tuple(nummers(rij.nummer, rij.swv, keys)),
        teldatum=rij.teldatum,
        schoolsoort=rij.schoolsoort,
        categorie=rij.categorie,
        vestiging=rij.vestiging,
    )


def _thuiszitter(rij: ThuiszitterRij, keys: ListKeys) -> Thuiszitter:
    return Thuiszitter(
        melding=pseudonym(keys.melding(rij.swv, schooljaar_van(rij.peildatum)), rij.swv.encode(), rij.melding.encode()),
        peildatum=rij.peildatum,
        soort=rij.soort,
        duur=duration(rij.soort, rij.sinds, rij.peildatum),
        reden=reason(rij.reden),
        vestiging=rij.vestiging,
    )


def duration(soort: codes.ThuiszitterSoort, sinds: date, peildatum: date) -> codes.Thuiszitduur:
    """Class of duration on the peildatum; an exemption has none. Three months are calendar months."""
    if soort == codes.VRIJSTELLING:
        return "geen"
    if soort == "absoluut" and (peildatum - sinds).days < VIER_WEKEN:
        return "<4w"
    return ">3m" if _months_later(sinds, _DRIE_MAANDEN) < peildatum else "4w-3m"


def reason(tekst: str | None) -> codes.Thuiszitreden:
    """The code that stands there, `onbekend` where nothing does, `overig` for all else."""
    woord = "_".join((tekst or "").casefold().split()).replace("-", "_")
    if not woord:
        return "onbekend"
    return next((code for code in codes.THUISZITREDENEN if code == woord), "overig")


def _months_later(dag: date, maanden: int) -> date:
    """The same day of a later month, or the last one that it has."""
    jaren, maand = divmod(dag.month - 1 + maanden, 12)
    jaar, maand = dag.year + jaren, maand + 1
    return date(jaar, maand, min(dag.day, calendar.monthrange(jaar, maand)[1]))
