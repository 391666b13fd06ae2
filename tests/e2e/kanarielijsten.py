"""The canary pupils once more, in the two lists with persons: in each column, and in columns that nobody asked for."""

from typing import Final

from tests.e2e.kanaries import BSN_STAM, DAG, STAM, SWV, VESTIGING

AANTAL_LIJST: Final = 1_000
PEILDATUM: Final = "2025-10-01"
_EXTRA: Final = ("naam", "bsn_own", "geboortedatum", "begin_datum_tlv", f"kolom{STAM}00001")


def melding(kind: int) -> str:
    """As the leerplichtambtenaar numbers pupil `kind`."""
    return f"melding{STAM}{kind:05d}"


def _persoon(kind: int) -> list[str]:
    return [f"naam{STAM}{kind:05d}", f"{BSN_STAM}{kind:04d}", DAG, DAG, f"extra{STAM}{kind:05d}"]


def _csv(kolommen: list[str], rijen: list[list[str]]) -> bytes:
    return ("\n".join(";".join(rij) for rij in [kolommen, *rijen]) + "\n").encode()


def bekostigd() -> bytes:
    """DUO's list, with the numbers that LDOS pushed."""
    kolommen = ["beschikkingsnummer", "teldatum", "schoolsoort", "categorie", "vestiging", "vestiging_swv", "swv"]
    rijen = [
        [f"nummer{STAM}{kind:05d}", PEILDATUM, "so", "laag", VESTIGING, SWV, SWV, *_persoon(kind)]
        for kind in range(AANTAL_LIJST)
    ]
    return _csv([*kolommen, *_EXTRA], rijen)


def thuiszitters() -> bytes:
    """Pupils at home since a day that stands nowhere else, for a reason in somebody's own words."""
    kolommen = ["melding", "vestiging", "swv", "soort", "sinds", "tot", "reden", "peildatum"]
    rijen = [
        [melding(kind), "", SWV, "absoluut", DAG, "", f"over reden{STAM}{kind:05d}", PEILDATUM, *_persoon(kind)]
        for kind in range(AANTAL_LIJST)
    ]
    return _csv([*kolommen, *_EXTRA], rijen)


def fout() -> bytes:
    """A list in which the person stands where a code belongs: refused, and not repeated."""
    return _csv(
        ["melding", "swv", "soort", "sinds", "peildatum"],
        [[melding(0), SWV, f"naam{STAM}00000", f"{BSN_STAM}0001", DAG + "x"]],
    )
