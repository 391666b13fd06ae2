"""Strategies: events that the contract accepts, full of tokens that no byte of output may hold."""

import base64
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias
from urllib.parse import quote

from hypothesis import strategies as st

from shared.contracts import codes

Json: TypeAlias = dict[str, Any]

_SHAPES = (
    "Jan {0} van Dijk",
    "{0}",
    "k{0}@voorbeeld.example",
    "Weg {0}, 1234 AB",
    "Ë{0}+/=?&<ß>",
)

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_unknown_names = st.sampled_from(["naam", "opmerking", "x-extra", "zaak", "dossier", "leerling_naam"])
_days = st.integers(0, 400).map(timedelta)
_dates = st.dates(date(2000, 1, 1), date(2090, 1, 1))
_cents = st.sampled_from(["0", "12.5", "1234.56", "999999999.99"])
_vestiging = st.sampled_from(["99AB00", "99AB01", "00ZZ99"])


class Tokens:
    """Names, BSN shapes, mail addresses, addresses, each about a number of its own, too long to appear by chance."""

    def __init__(self, first: int) -> None:
        self._next = first
        self.given: list[str] = []

    def __call__(self) -> str:
        self._next += 1
        token = _SHAPES[self._next % len(_SHAPES)].format(self._next)
        # The number alone as well: a hash that is no hash would show only the first bytes of a text.
        self.given += [token, str(self._next)]
        return token


def _tlv(swv: str) -> st.SearchStrategy[Json]:
    plain, paid = ("sbo", "so") if swv.startswith("PO") else ("pro", "vso")
    kinds = [(plain, None), *((paid, category) for category in codes.CATEGORIEEN)]
    return st.sampled_from(kinds).map(lambda kind: {"schoolsoort": kind[0], "categorie": kind[1]})


_arrangement = st.builds(
    lambda kind, amount, pupils: {"type": kind, "bedrag": amount, "leerlingen": pupils},
    st.sampled_from(codes.TYPEN),
    _cents,
    st.integers(1, 2**31 - 1),
)


def _persons(token: Tokens) -> Json:
    """The P blocks of an application, all filled."""
    pupil = ("voornamen", "achternaam", "geboortedatum", "geslacht", "bsn", "adres", "postcode", "leerlingnummer")
    return {
        "leerling": {name: token() for name in pupil},
        "ouders": [{"naam": token(), "telefoon": token(), "email": token()}, {"naam": token()}],
        "aanvrager": {"naam": token(), "functie": token(), "email": token(), "telefoon": token()},
        "toelichting": token(),
        "bijlagen": [{"naam": token(), "url": token()}],
    }


@st.composite
def _aanvraag(draw: st.DrawFn, soort: str, swv: str, ingediend: date, compleet: date | None) -> Json:
    return {
        "ingediendOp": ingediend.isoformat(),
        "compleetOp": compleet.isoformat() if compleet else None,
        "herindicatie": draw(st.booleans()),
        "vestiging": draw(_vestiging),
        "vestigingHerkomst": draw(st.none() | _vestiging),
        "bestuur": draw(st.sampled_from([None, "99001", "00000"])),
        "herkomst": draw(st.sampled_from(codes.HERKOMSTEN)),
        "leerjaar": draw(st.sampled_from([None, *codes.LEERJAREN])),
        "ondersteuningsbehoeften": draw(st.lists(st.sampled_from(codes.BEHOEFTEN), max_size=5, unique=True)),
        soort: draw(_tlv(swv) if soort == "tlv" else _arrangement),
    }


@st.composite
def _beschikking(draw: st.DrawFn, token: Tokens, soort: str, swv: str, besluit: date) -> Json:
    van = besluit + draw(_days)
    return {
        "nummer": token(),
        "besluit": draw(st.sampled_from(codes.UITKOMSTEN)),
        "besluitOp": besluit.isoformat(),
        "bekendgemaaktOp": van.isoformat(),
        soort: draw(_tlv(swv) if soort == "tlv" else _arrangement),
        "geldigVan": van.isoformat(),
        "geldigTot": (van + draw(_days)).isoformat(),
        "deskundigen": [{"naam": token(), "rol": token()}],
        "motivering": token(),
        "brief": {token(): token()},
        "bezwaar": {"ingediendOp": van.isoformat(), "uitkomst": draw(st.sampled_from([None, "gegrond"]))},
    }


def _hide(token: Tokens, name: str, deep: object) -> Json:
    """Fields that the contract does not know: a token as value, inside lists, and as a name."""
    return {name: [token(), {token(): token()}], token(): deep}


@st.composite
def events(draw: st.DrawFn) -> tuple[Json, list[str]]:
    """A valid event, and the tokens in it: in every P field, in the numbers, and in fields that nobody knows."""
    token = Tokens(draw(st.integers(100_000_000, 999_000_000)))
    swv, soort = draw(st.sampled_from(["PO9901", "VO9901"])), draw(st.sampled_from(codes.SOORTEN))
    status = draw(st.sampled_from([*codes.STATUSSEN, *["besloten"] * 6]))
    nummer, versie = token(), draw(st.integers(1, 2**53 - 1))
    ingediend = draw(_dates)
    compleet = draw(st.none() | _days.map(lambda days: ingediend + days))
    besluit = (compleet or ingediend) + draw(_days)
    name, deep = draw(_unknown_names), draw(junk)
    data = {
        **_hide(token, name, deep),
        "dossiernummer": nummer,
        "versie": versie,
        "aangemaaktOp": draw(_dates).isoformat(),
        "swv": swv,
        "soort": soort,
        "status": status,
        "aanvraag": {
            **_hide(token, name, deep),
            **draw(_aanvraag(soort, swv, ingediend, compleet)),
            **_persons(token),
        },
        "beschikking": draw(_beschikking(token, soort, swv, besluit)) if status == "besloten" else None,
    }
    family = draw(st.sampled_from(["aanvraag", "beschikking", "dossier"]))
    event = {
        **_hide(token, name, deep),
        "specversion": "1.0",
        "id": f"{swv}/{nummer}/{versie}",
        "source": "urn:nld:oin:00000001234567890000:systeem:ldos",
        "type": f"nl.passendonderwijs.{family}.{draw(st.sampled_from(['gewijzigd', 'KanarieJansen']))}.v1",
        "time": "2025-10-03T10:15:00+02:00",
        "datacontenttype": "application/json",
        "dataschema": "urn:nl:passendonderwijs:ldos:dossier:v1",
        "data": data,
    }
    return event, [*token.given, "KanarieJansen"]


def disguises(text: str) -> Iterator[bytes]:
    """The text plain, base64 (in all three alignments), hex and URL-encoded; to be sought without regard to case."""
    raw = text.encode()
    yield raw.lower()
    yield raw.hex().encode()
    yield quote(text).encode().lower()
    yield quote(text, safe="").encode().lower()
    for shift, mixed in enumerate((0, 2, 3)):
        # Characters that also depend on the neighbours, in front and behind, are left out.
        behind = (0, 3, 2)[(shift + len(raw)) % 3]
        encoded = base64.b64encode(b"\x00" * shift + raw)
        certain = encoded[mixed : len(encoded) - behind].lower()
        yield certain
        yield certain.replace(b"+", b"-").replace(b"/", b"_")
