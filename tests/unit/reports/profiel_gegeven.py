"""Published profiles as the gateway gives them: an ordinary one, and one with everything that people may write."""

from datetime import UTC, datetime
from typing import Any

from services.reports.domain.profiel.lezen import Profielgegevens

NU = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
Json = dict[str, Any]
LASTIG = (
    "<w:p>&amp; <script>alert(1)</script> ]]>",
    '=HYPERLINK("http://voorbeeld.invalid";"klik")',
    "+31 6 en -2 en @som(A1)",
    "Donaudampfschifffahrtsgesellschaft" * 20,
    "שלום עולם, مرحبا بالعالم en weer Nederlands",
    "tab\ten harde spatie\u00a0en emoji 🏫 en é uit e\u0301",
    "weg\x00\x07\x1b\ufffe\ud800eg",
    "{PAGE} { HYPERLINK x } ${naam} %s {0}",
)
"""Each of them is a line of text, and nothing else."""


def item(code: str, soort: str, titel: str, **meer: Any) -> Json:
    """An answer."""
    leeg: Json = {"vorm": None, "behoeften": [], "keuze": None, "keuzeTekst": None, "tekst": "", "datum": None}
    return {"code": code, "soort": soort, "titel": titel, **leeg, **meer}


def onderdeel(code: str, voor_ouders: str, *items: Json) -> Json:
    """A chapter."""
    return {"code": code, "titel": code.capitalize(), "voorOuders": voor_ouders, "items": list(items)}


def inhoud(*onderdelen: Json, **meer: Any) -> Json:
    """A published version."""
    return {
        "schema": "profiel-1",
        "school": {
            "code": "99AB00", "naam": "De Boomgaard", "plaats": "Waterkerke", "schoolsoort": "bao",
            "bestuur": {"code": "99001", "naam": "Stichting Openbaar Primair Onderwijs Waterkerke"},
            "subregio": None, "swv": {"code": "PO9901", "naam": "Samenwerkingsverband PO Waterkerke en Oosterduin"},
        },
        "schooljaar": "2026-2027", "nummer": 2, "gepubliceerdOp": "2026-10-01T08:30:00Z", "formulier": 0,
        "steunpunt": {"naam": "Steunpunt Waterkerke", "website": "https://steunpunt.voorbeeld.invalid",
                      "telefoon": "088 000 00 00"},
        "onderdelen": list(onderdelen), **meer,
    }  # fmt: skip


def gewoon() -> Json:
    """What most schools write."""
    er, niet = {"keuze": "in_huis", "keuzeTekst": "In huis"}, {"keuze": "geen", "keuzeTekst": "Niet"}
    return inhoud(
        onderdeel("contact", "Contact", item("contact-wie", "regel", "Bij wie?", tekst="de intern begeleider"),
                  item("contact-email", "regel", "E-mail", tekst="post@boomgaard.voorbeeld.invalid", vorm="email")),
        onderdeel("visie", "Zo kijken wij naar ondersteuning",
                  item("visie", "tekst", "Onze visie", tekst="Elk kind telt.\n\nWij kijken eerst wat er lukt.")),
        onderdeel("basisondersteuning", "Dit bieden wij aan alle leerlingen",
                  item("basis-lezen", "stand", "Wij helpen met lezen", keuze="ja", keuzeTekst="Ja"),
                  item("basis-rekenen", "stand", "Wij helpen met rekenen", keuze="in_ontwikkeling",
                       keuzeTekst="In ontwikkeling", tekst="Vanaf januari.")),
        onderdeel("voorzieningen", "Deze voorzieningen zijn er",
                  item("voorziening-plusklas", "beschikbaarheid", "Plusklas", **er),
                  item("voorziening-rust", "beschikbaarheid", "Rustige werkplek", keuze="op_afroep",
                       keuzeTekst="Op afroep"),
                  item("voorziening-lift", "beschikbaarheid", "Lift", **niet)),
        onderdeel("grenzen", "Wat kan deze school, en wat niet?",
                  item("wat-kan", "tekst", "Wat kunnen wij bieden?", tekst="Rust en regelmaat."),
                  item("wat-kan-niet", "tekst", "Wat kunnen wij niet?", tekst="Wij hebben geen lift.")),
        onderdeel("kengetallen", "De school in cijfers",
                  {"code": "kengetallen", "soort": "cijfers", "titel": "Onze school in cijfers", "cijfers": [
                      {"indicator": "leerlingen", "titel": "Leerlingen", "schooljaar": "2026-2027", "waarde": 1234,
                       "status": None, "bron": "DUO"}]}),
        onderdeel("inspraak", "Wie dachten er mee?",
                  item("advies-mr", "advies", "Advies van de medezeggenschapsraad", keuze="positief",
                       keuzeTekst="Positief", datum="2026-09-12"),
                  item("mening-leerlingen", "mening", "Wat vinden de leerlingen?", tekst="Fijne school.",
                       datum="2026-09-01")),
    )  # fmt: skip


def lastig() -> Json:
    """Names, titles and answers of the worst kind, and a form that no SWV ever made."""
    tekst = "\n".join(LASTIG)
    keuzes = [item(f"k{n}", "beschikbaarheid", regel, keuze="in_huis", keuzeTekst="In huis", tekst=regel)
              for n, regel in enumerate(LASTIG)]  # fmt: skip
    gemaakt = inhoud(
        onderdeel("eigen-hoofdstuk", LASTIG[0], item("a", "tekst", LASTIG[1], tekst=tekst),
                  item("b", "regel", LASTIG[3], tekst=LASTIG[4])),
        onderdeel("keuzes", LASTIG[4], *keuzes, item("c", "regel", LASTIG[2], tekst=LASTIG[0])),
        onderdeel("inspraak", LASTIG[7], item("advies-mr", "advies", LASTIG[2], keuze="negatief", keuzeTekst="Negatief",
                                              datum="2026-09-12", tekst=tekst)),
        steunpunt=None,
    )  # fmt: skip
    return {**gemaakt, "school": {**gemaakt["school"], "naam": 'School "A/B" <\u202egpj.exe> & co', "plaats": ""}}


def profiel(gegeven: Json, **meer: Any) -> Profielgegevens:
    """With what its document is made of."""
    return Profielgegevens(gegeven, NU, kenmerk="0123456789abcdef", **meer)
