"""Every route of profiles, quality and meetings, with what each role gets there.

One line per route; the columns are ROLLEN. A route that stands in no line fails the test.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute

ROLLEN: Final = (
    "school:99AB00", "school:99AC00", "bestuur:99001", "bestuur:99003", "swv:PO9901", "beheerder:PO9901", "swv:PO9902",
    "platform:", "",
)  # fmt: skip
"""The school, a school of another board; their boards, the second of another SWV; the SWV, another SWV; nobody."""
MACHTIG: Final = ("school:99AB00", "bestuur:99001", "swv:PO9901")
"""Who writes something: asked last, so that the others find it as it was."""
_DELEN: Final = (
    "/v1/profielen", "/v1/doelen", "/v1/kwaliteitsoordelen", "/v1/kwaliteitsjaar", "/v1/gesprekken", "/v1/afspraken",
    "/v1/signalen", "/scholen", "/sitemap.xml", "/robots.txt", "/ondersteuningsaanbod", "/doelen", "/kwaliteit/",
    "/gesprekken", "/signalen",
)  # fmt: skip
GESPREK: Final = {
    "swv": "PO9901", "niveau": "school", "eenheid": "99AB00", "dag": "2026-11-10", "onderwerp": "Geheim gesprek",
    "status": "gehouden",
}  # fmt: skip
DOEL: Final = {
    "swv": "PO9901", "plan": "Jaarplan", "code": "D1", "niveau": "school", "eenheid": "99AB00", "titel": "Geheim doel",
}  # fmt: skip
DOEL_ANDERS: Final = {"titel": "Anders"}
NIEUW_DOEL: Final = {**DOEL, "code": "D2"}
MOMENT: Final = {"fase": "act", "titel": "Geheim moment", "uiterlijk": "2026-10-15"}
AFSPRAAK: Final = {"tekst": "Geheime afspraak", "uiterlijk": "2026-11-01"}
_OORDEEL: Final = {"oordeel": "goed", "peildatum": "2026-11-01"}
_PLEKKEN: Final = {
    "vestiging": "99AB00", "swv": "PO9901", "schooljaar": "2026-2027", "item": "visie", "nummer": "1",
    "standaard": "RPO1", "adres": "99ab00",
}  # fmt: skip
CONCEPT: Final = "/v1/profielen/{vestiging}/concepten/{swv}/{schooljaar}"
PAGINA: Final = "/ondersteuningsaanbod/{vestiging}/{swv}/{schooljaar}"
_INHOUD: Final[Mapping[str, Any]] = {
    "POST /v1/gesprekken": GESPREK,
    "PUT /v1/gesprekken/{id}": {"dag": "2026-11-10", "onderwerp": "Anders"},
    "POST /gesprekken/nieuw": {**GESPREK, "eenheid": "school:99AB00"},
    "POST /gesprekken/{id}": {"dag": "2026-11-10", "onderwerp": "Weer anders", "status": "gehouden"},
    "/afspraken": AFSPRAAK,
    "/antwoorden/": {"tekst": "Een antwoord"},
    "/antwoord": {"item": "visie", "tekst": "Een antwoord", "zag": "0"},
    f"PUT {CONCEPT}/staat": {"staat": "gepubliceerd"},
    "/staat": {"naar": "gepubliceerd"},
    "/intrekkingen": {"reden": "een naam"},
    "/intrekken": {"reden": "een naam", "versie": "2026-2027.1"},
    "POST /v1/doelen": NIEUW_DOEL,
    "POST /doelen/nieuw": NIEUW_DOEL,
    "PUT /v1/doelen/{id}": DOEL_ANDERS,
    "POST /doelen/{id}": {"titel": "Anders"},
    "/momenten": MOMENT,
    "/kwaliteit/jaar": MOMENT,
    "/kwaliteitsoordelen": _OORDEEL,
    "/standaarden": _OORDEEL,
}


@dataclass(frozen=True, slots=True)
class Vraag:
    """One route, asked with something valid, so that what refuses is the role."""

    methode: str
    pad: str

    @property
    def is_api(self) -> bool:
        return self.pad.startswith("/v1/")

    @property
    def inhoud(self) -> Any:
        """Body or fields."""
        if self.methode in ("GET", "DELETE"):
            return None
        heel = _INHOUD.get(f"{self.methode} {self.pad}")
        return heel or next((waarde for deel, waarde in _INHOUD.items() if " " not in deel and deel in self.pad), None)

    @property
    def koppen(self) -> dict[str, str]:
        return {"If-Match": "0"} if "{schooljaar}/" in self.pad and self.methode == "PUT" else {}

    def adres(self, ids: Mapping[str, str]) -> str:
        """With everything filled in."""
        id_ = next((ids[naam] for deel, naam in _IDS.items() if deel in self.pad), ids["gesprek"])
        code = "RPO1" if "standaarden" in self.pad else "visie"
        gevuld = self.pad.format(**_PLEKKEN, id=id_, afspraak=ids["afspraak"], code=code)
        return gevuld + ("?swv=PO9901" if self.pad.startswith(_MET_SWV) and self.methode == "GET" else "")


_IDS: Final = {"/doelen": "doel", "jaar": "moment"}
_MET_SWV: Final = ("/v1/profielen/dekking", "/v1/profielen/antwoorden")


def routes_van(app: FastAPI) -> set[Vraag]:
    """Every route of this part of the gateway."""
    alle = _plat(app.routes)
    return {Vraag(methode, een.path) for een in alle if een.path.startswith(_DELEN) for methode in een.methods or ()}


def _plat(routes: Iterable[object]) -> Iterator[APIRoute]:
    """All routes, those of included routers too."""
    for een in routes:
        if isinstance(een, APIRoute):
            yield een
        elif (router := getattr(een, "original_router", None)) is not None:
            yield from _plat(router.routes)


def _rij(*statussen: int) -> dict[str, int]:
    return dict(zip(ROLLEN, statussen, strict=True))


def _voor(wie: dict[str, int], anders: int, niemand: int) -> dict[str, int]:
    """These roles, `anders` for the other ones, and who is not logged in."""
    return dict.fromkeys(ROLLEN, anders) | {"": niemand} | wie


_ALLEN = dict.fromkeys(ROLLEN, 200)
_IEDER = _ALLEN | {"": 401}
_PAGINA = _ALLEN | {"": 303}
_SWV, _BEHEER, _ANDER = "swv:PO9901", "beheerder:PO9901", "swv:PO9902"
_SWV_LEEST = _voor({_SWV: 200, _BEHEER: 200}, 404, 401)
_LEEST = _rij(200, 404, 200, 404, 200, 200, 404, 404, 401)
_LEEST_PAGINA = _LEEST | {"": 303}
# The staff of another SWV has pages of the same kind about its own.
_EIGEN_SWV = _voor({_SWV: 200, _BEHEER: 200, _ANDER: 200}, 403, 303)
_NIEUW_FORMULIER = _voor({_SWV: 200, _ANDER: 200}, 403, 303)


def _medewerker(goed: int, leest: tuple[int, ...], niemand: int = 401) -> dict[str, int]:
    """Only staff of the SWV: who reads it too is told so (403), for others it is not there."""
    school, andere, bestuur = leest
    return _rij(school, andere, bestuur, 404, goed, 403, 404, 404, niemand)


_GEEN, _PARTIJ, _LEDEN = (404, 404, 404), (403, 404, 403), (403, 403, 403)
RECHTEN: Final[Mapping[Vraag, dict[str, int]]] = {
    Vraag(*naam.split()): wie
    for naam, wie in {
        # lists: of each caller what it may see, and nothing else
        "GET /v1/afspraken": _IEDER, "GET /v1/gesprekken": _IEDER, "GET /v1/signalen": _IEDER,
        "GET /v1/doelen": _IEDER, "GET /v1/profielen/voortgang": _IEDER,
        "GET /doelen": _PAGINA, "GET /gesprekken": _PAGINA, "GET /signalen": _PAGINA,
        "GET /ondersteuningsaanbod": _PAGINA,
        # goals; this one is about the school
        "GET /v1/doelen/{id}": _rij(200, 404, 404, 404, 200, 200, 404, 404, 401),
        "PUT /v1/doelen/{id}": _medewerker(200, (403, 404, 404)),
        "DELETE /v1/doelen/{id}": _medewerker(204, (403, 404, 404)),
        "POST /v1/doelen": _voor({_SWV: 201}, 403, 401),
        "GET /doelen/{id}": _rij(200, 404, 404, 404, 200, 200, 404, 404, 303),
        "POST /doelen/{id}": _medewerker(409, (403, 404, 404)),
        "GET /doelen/nieuw": _NIEUW_FORMULIER,
        "POST /doelen/nieuw": _voor({_SWV: 303}, 403, 401),
        # meetings and agreements
        "GET /v1/gesprekken/{id}": _LEEST,
        "PUT /v1/gesprekken/{id}": _medewerker(200, _PARTIJ),
        "DELETE /v1/gesprekken/{id}": _medewerker(204, _PARTIJ),
        "POST /v1/gesprekken": _voor({_SWV: 201}, 403, 401),
        "POST /v1/gesprekken/{id}/afspraken": _medewerker(201, (201, 404, 403)),
        "PUT /v1/gesprekken/{id}/afspraken/{afspraak}": _medewerker(200, (200, 404, 403)),
        "GET /gesprekken/{id}": _LEEST_PAGINA,
        "POST /gesprekken/{id}": _medewerker(409, _PARTIJ),
        "GET /gesprekken/nieuw": _NIEUW_FORMULIER,
        "POST /gesprekken/nieuw": _voor({_SWV: 303}, 403, 401),
        "POST /gesprekken/{id}/afspraken": _medewerker(303, (303, 404, 403)),
        "POST /gesprekken/{id}/afspraken/{afspraak}": _medewerker(409, (409, 404, 403)),
        # judgements and the year
        "GET /v1/kwaliteitsoordelen/{swv}": _SWV_LEEST,
        "GET /v1/kwaliteitsoordelen/{swv}/{standaard}": _SWV_LEEST,
        "PUT /v1/kwaliteitsoordelen/{swv}/{standaard}": _medewerker(200, _GEEN),
        "GET /v1/kwaliteitsjaar/{swv}": _SWV_LEEST,
        "POST /v1/kwaliteitsjaar/{swv}/momenten": _medewerker(201, _GEEN),
        "GET /v1/kwaliteitsjaar/{swv}/momenten/{id}": _SWV_LEEST,
        "PUT /v1/kwaliteitsjaar/{swv}/momenten/{id}": _medewerker(200, _GEEN),
        "DELETE /v1/kwaliteitsjaar/{swv}/momenten/{id}": _medewerker(204, _GEEN),
        "GET /kwaliteit/standaarden/{code}": _EIGEN_SWV,
        "POST /kwaliteit/standaarden/{code}": _voor({_SWV: 409, _ANDER: 409}, 403, 401),
        "GET /kwaliteit/jaar": _EIGEN_SWV,
        "POST /kwaliteit/jaar": _voor({_SWV: 303, _ANDER: 303}, 403, 401),
        "POST /kwaliteit/jaar/{id}": _voor({_SWV: 303, _ANDER: 404}, 403, 401),
        # published profiles: everybody
        "GET /v1/profielen": _ALLEN, "GET /v1/profielen/antwoorden": _ALLEN, "GET /v1/profielen/dekking": _ALLEN,
        "GET /v1/profielen/{vestiging}": _ALLEN, "GET /v1/profielen/{vestiging}/versies": _ALLEN,
        "GET /v1/profielen/{vestiging}/versies/{schooljaar}/{nummer}": _ALLEN,
        "GET /scholen": _ALLEN, "GET /scholen/vergelijken": _ALLEN, "GET /sitemap.xml": _ALLEN,
        "GET /robots.txt": _ALLEN,
        "GET /scholen/{adres}": dict.fromkeys(ROLLEN, 301), "GET /scholen/{adres}/{schooljaar}/{nummer}": _ALLEN,
        "GET /ondersteuningsaanbod/dekking/{swv}": _PAGINA, "GET /ondersteuningsaanbod/vergelijken/{swv}": _PAGINA,
        # the form of an SWV
        "GET /v1/profielen/formulieren/{swv}": _rij(200, 200, 200, 404, 200, 200, 404, 404, 401),
        "PUT /v1/profielen/formulieren/{swv}": _medewerker(200, _LEDEN),
        "GET /ondersteuningsaanbod/formulier/{swv}": _medewerker(200, _LEDEN, 303),
        "POST /ondersteuningsaanbod/formulier/{swv}": _medewerker(400, _LEDEN),
        # a draft: the school writes, its board establishes and takes from view
        f"GET {CONCEPT}": _LEEST, f"GET {CONCEPT}/keuring": _LEEST,
        f"PUT {CONCEPT}": _rij(200, 404, 403, 404, 403, 403, 404, 404, 401),
        f"PUT {CONCEPT}/antwoorden/{{item}}": _rij(200, 404, 403, 404, 403, 403, 404, 404, 401),
        f"PUT {CONCEPT}/staat": _rij(403, 404, 409, 404, 403, 403, 404, 404, 401),
        "PUT /v1/profielen/{vestiging}/versies/{schooljaar}/{nummer}/intrekkingen/{swv}":
            _rij(403, 404, 204, 404, 403, 403, 404, 404, 401),
        f"GET {PAGINA}": _LEEST_PAGINA, f"GET {PAGINA}/versies": _LEEST_PAGINA,
        f"GET {PAGINA}/voorbeeld": _LEEST_PAGINA,
        f"GET {PAGINA}/onderdelen/{{code}}": _rij(200, 404, 303, 404, 303, 303, 404, 404, 303),
        f"POST {PAGINA}/onderdelen/{{code}}": _rij(303, 404, 403, 404, 403, 403, 404, 404, 401),
        f"POST {PAGINA}/antwoord": _rij(200, 404, 404, 404, 404, 404, 404, 404, 401),
        f"POST {PAGINA}/begin": _rij(303, 404, 403, 404, 403, 403, 404, 404, 401),
        f"POST {PAGINA}/staat": _rij(403, 404, 409, 404, 403, 403, 404, 404, 401),
        f"POST {PAGINA}/intrekken": _rij(403, 404, 303, 404, 403, 403, 404, 404, 401),
    }.items()
}  # fmt: skip
