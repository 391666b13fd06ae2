"""The standard form: what an SWV begins with. The chapters are the usual ones of the field; the basisondersteuning is
what an SWV agrees on with its schools, so it changes this list.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from services.gateway.domain.profielen.formulier import Formulier, Item, Onderdeel, Soort

STANDAARD_VERSIE: Final = 0
_CONTACT: Final = (
    {"code": "contact-wie", "soort": "regel", "titel": "Bij wie kunnen ouders terecht met een vraag?",
     "hulp": "Noem een functie, bijvoorbeeld: de intern begeleider of de directeur.", "verplicht": True},
    {"code": "contact-telefoon", "soort": "regel", "titel": "Telefoon", "vorm": "telefoon"},
    {"code": "contact-email", "soort": "regel", "titel": "E-mail", "vorm": "email", "verplicht": True,
     "hulp": "Een adres van de school, niet van een persoon."},
    {"code": "contact-website", "soort": "regel", "titel": "Website", "vorm": "website"},
)  # fmt: skip
_VISIE: Final = (
    {"code": "visie", "soort": "tekst", "titel": "Onze visie op ondersteuning", "verplicht": True,
     "hulp": "In gewone woorden: wat vindt u belangrijk, en wat merkt een kind daarvan? Een paar alinea's is genoeg."},
    {"code": "onderwijs", "soort": "tekst", "titel": "Zo ziet een schooldag er bij ons uit",
     "hulp": "Groepen, manier van lesgeven, regels en rust."},
)  # fmt: skip
# Each: code, question, needs.
_BASIS: Final = (
    ("veilig-klimaat", "Wij zorgen voor een veilig klimaat en pakken pesten aan", ("sociaal_emotioneel",)),
    ("lezen", "Wij helpen leerlingen die moeite hebben met lezen en spellen, ook bij dyslexie", ("leren",)),
    ("rekenen", "Wij helpen leerlingen die moeite hebben met rekenen, ook bij dyscalculie", ("leren",)),
    ("taal", "Wij helpen leerlingen die Nederlands nog leren", ("taal_communicatie",)),
    ("meer-aankunnen", "Wij bieden leerstof op maat aan leerlingen die meer aankunnen", ("hoogbegaafd",)),
    ("gedrag", "Wij hebben een aanpak voor gedrag die de hele school gebruikt", ("gedrag",)),
    ("toegankelijk", "Ons gebouw is toegankelijk voor leerlingen die slecht lopen, zien of horen",
     ("lichamelijk", "zintuiglijk")),
    ("medisch", "Wij hebben afspraken over medicijnen en medische hulp op school", ("medisch",)),
    ("ondersteuningsteam", "Een ondersteuningsteam kijkt met ouders mee als een leerling meer nodig heeft", ()),
    ("leerling-aan-het-woord", "Wij vragen de leerling zelf naar zijn mening over het ontwikkelingsperspectief", ()),
    ("jeugdhulp", "Wij werken samen met jeugdhulp, jeugdgezondheidszorg en leerplicht", ()),
    ("overgang", "Wij zorgen voor een goede overgang van en naar een andere school", ()),
)  # fmt: skip
_EXPERTISE: Final = (
    ("intern-begeleider", "Intern begeleider of ondersteuningscoördinator", ()),
    ("orthopedagoog", "Orthopedagoog of psycholoog", ("leren", "sociaal_emotioneel")),
    ("gedragsspecialist", "Gedragsspecialist", ("gedrag",)),
    ("autisme", "Kennis van autisme", ("sociaal_emotioneel", "gedrag")),
    ("taalspecialist", "Taal- of leesspecialist", ("leren",)),
    ("rekenspecialist", "Rekenspecialist", ("leren",)),
    ("begaafdheid", "Specialist (hoog)begaafdheid", ("hoogbegaafd",)),
    ("logopedist", "Logopedist", ("taal_communicatie",)),
    ("bewegen", "Fysiotherapeut of specialist bewegen", ("lichamelijk",)),
    ("schoolmaatschappelijk-werk", "Schoolmaatschappelijk werk of jeugdhulp op school", ("sociaal_emotioneel",)),
)
_VOORZIENINGEN: Final = (
    ("rustige-werkplek", "Rustige werkplek buiten de klas", ("gedrag", "sociaal_emotioneel")),
    ("structuurgroep", "Kleine groep met veel structuur", ("gedrag", "leren")),
    ("plusklas", "Plusklas", ("hoogbegaafd",)),
    ("schakelklas", "Schakelklas of klas voor nieuwkomers", ("taal_communicatie",)),
    ("time-out", "Plek om tot rust te komen", ("gedrag",)),
    ("lift-en-toilet", "Lift, of alles gelijkvloers, en een aangepast toilet", ("lichamelijk",)),
    ("verzorgingsruimte", "Ruimte voor verzorging of medische hulp", ("medisch",)),
    ("hulpmiddelen", "Hulpmiddelen voor zien en horen", ("zintuiglijk",)),
    ("onderwijszorg", "Groep waarin onderwijs en zorg samengaan", ("medisch", "lichamelijk", "gedrag")),
)
_EXTRA: Final = (
    {"code": "extra-hoe", "soort": "tekst", "titel": "Extra ondersteuning: zo werkt het bij ons", "verplicht": True,
     "hulp": "Wat gebeurt er als een leerling meer nodig heeft? Wie beslist, en hoe praten ouders en leerling mee?"},
    {"code": "extra-samen", "soort": "tekst", "titel": "Met wie wij samenwerken",
     "hulp": "Andere scholen, gespecialiseerd onderwijs, zorg en gemeente."},
)  # fmt: skip
_GRENZEN: Final = (
    {"code": "wat-kan", "soort": "tekst", "titel": "Wat kunnen wij bieden?", "verplicht": True,
     "hulp": "Voor welke leerlingen is onze school een goede plek? Geef voorbeelden."},
    {"code": "wat-kan-niet", "soort": "tekst", "titel": "Wat kunnen wij niet?", "verplicht": True,
     "hulp": "Schrijf eerlijk op waar het voor ons ophoudt. Elke school heeft grenzen."},
    {"code": "waarom-niet", "soort": "tekst", "titel": "Waarom kan dat niet?", "verplicht": True,
     "hulp": "Bijvoorbeeld: veiligheid, het gebouw, te weinig kennis of te veel handen nodig."},
    {"code": "wat-dan", "soort": "tekst", "titel": "Wat doen wij dan wel?", "verplicht": True,
     "hulp": "Zo zoeken wij samen met ouders een school die wel past."},
)  # fmt: skip
_KENGETALLEN: Final = (
    {"code": "kengetallen", "soort": "cijfers", "titel": "Onze school in cijfers",
     "indicatoren": ("leerlingen", "tlv-aanvragen", "tlv-toegekend", "arrangement-toegekend", "thuiszitters"),
     "hulp": "U ziet hier uw eigen cijfers. Gepubliceerd wordt alleen wat al openbaar is: het aantal leerlingen."},
    {"code": "kengetallen-toelichting", "soort": "tekst", "titel": "Wat wilt u bij deze cijfers vertellen?",
     "hulp": "Noem geen kleine aantallen leerlingen: iemand kan er een kind in herkennen."},
)  # fmt: skip
_KWALITEIT: Final = (
    {"code": "kwaliteit", "soort": "tekst", "titel": "Hoe weten wij of onze ondersteuning goed is?",
     "hulp": "Hoe u dit volgt, met wie u het bespreekt en wat eruit kwam."},
    {"code": "ambities", "soort": "tekst", "titel": "Wat willen wij dit schooljaar verbeteren?"},
)  # fmt: skip
_INSPRAAK: Final = (
    {"code": "advies-mr", "soort": "advies", "titel": "Advies van de medezeggenschapsraad over dit profiel"},
    {"code": "instemming-ouders", "soort": "instemming",
     "titel": "Instemming van de ouders in de MR met deze tekst in de schoolgids"},
    {"code": "instemming-leerlingen", "soort": "instemming",
     "titel": "Instemming van de leerlingen in de MR met deze tekst in de schoolgids",
     "hulp": "In het basisonderwijs zitten geen leerlingen in de MR: kies dan ‘niet van toepassing’."},
    {"code": "mening-leerlingen", "soort": "mening", "titel": "Wat vinden de leerlingen van onze ondersteuning?",
     "hulp": "Schrijf op hoe u het vroeg en wat zij zeiden, zonder namen."},
)  # fmt: skip
_KEUZEHULP: Final = "Geef alleen uitleg als het antwoord die nodig heeft."


def _keuzes(rijen: Iterable[tuple[str, str, tuple[str, ...]]], soort: Soort, begin: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"code": f"{begin}-{code}", "soort": soort, "titel": titel, "behoeften": behoeften}
        for code, titel, behoeften in rijen
    )


def _onderdeel(code: str, titel: str, voor_ouders: str, items: Iterable[dict[str, Any]], uitleg: str = "") -> Onderdeel:
    vragen = tuple(Item(**item) for item in items)
    return Onderdeel(code=code, titel=titel, voor_ouders=voor_ouders, uitleg=uitleg, items=vragen)


@lru_cache
def standaardformulier() -> Formulier:
    """The form for an SWV that never set its own."""
    basis, huis = Soort.STAND, Soort.BESCHIKBAARHEID
    return Formulier(
        onderdelen=(
            _onderdeel("contact", "Contact", "Contact", _CONTACT),
            _onderdeel("visie", "Visie", "Zo kijken wij naar ondersteuning", _VISIE),
            _onderdeel(
                "basisondersteuning", "Basisondersteuning", "Dit bieden wij aan alle leerlingen",
                _keuzes(_BASIS, basis, "basis"),
                "Wat alle scholen van het samenwerkingsverband met elkaar hebben afgesproken. " + _KEUZEHULP,
            ),
            _onderdeel("expertise", "Expertise", "Deze deskundigen helpen mee",
                       _keuzes(_EXPERTISE, huis, "expertise"), _KEUZEHULP),
            _onderdeel("voorzieningen", "Voorzieningen", "Deze voorzieningen zijn er",
                       _keuzes(_VOORZIENINGEN, huis, "voorziening"), _KEUZEHULP),
            _onderdeel("extra", "Extra ondersteuning", "Als een leerling meer nodig heeft", _EXTRA),
            _onderdeel("grenzen", "Mogelijkheden en grenzen", "Wat kan deze school, en wat niet?", _GRENZEN,
                       "Dit lezen ouders het eerst. Schrijf zoals u het aan hen zou vertellen."),
            _onderdeel("kengetallen", "Kengetallen", "De school in cijfers", _KENGETALLEN),
            _onderdeel("kwaliteit", "Kwaliteit en ambities", "Zo worden wij beter", _KWALITEIT),
            _onderdeel("inspraak", "Advies en instemming", "Wie dachten er mee?", _INSPRAAK,
                       "Elk jaar opnieuw, met de dag erbij."),
        ),
    )  # fmt: skip
