"""Indicators over published profiles of schools (SOP): what is offered, how well it covers, who is current."""

from shared.contracts.indicatoren.model import (
    Definitie,
    Maat,
    OpenDeel,
    OpenIndicator,
    Splitsing,
    Tabel,
    Telling,
    Uitleg,
    Verhouding,
)

VOORZIENINGEN = (
    "expertise-intern-begeleider", "expertise-orthopedagoog", "expertise-gedragsspecialist", "expertise-autisme",
    "expertise-taalspecialist", "expertise-rekenspecialist", "expertise-begaafdheid", "expertise-logopedist",
    "expertise-bewegen", "expertise-schoolmaatschappelijk-werk", "voorziening-rustige-werkplek",
    "voorziening-structuurgroep", "voorziening-plusklas", "voorziening-schakelklas", "voorziening-time-out",
    "voorziening-lift-en-toilet", "voorziening-verzorgingsruimte", "voorziening-hulpmiddelen",
    "voorziening-onderwijszorg",
)  # fmt: skip
"""Questions of the standard form that say what is there; a question of one SWV's own form counts in `EIGEN`."""
EIGEN = "overig"
_SPLITSING = {"voorziening": Splitsing("voorziening", None, "voorziening of expertise", (*VOORZIENINGEN, EIGEN))}
_BRON = "gepubliceerde schoolondersteuningsprofielen"
_PROFIEL = (
    "Van elke school telt het profiel dat gold: van dat schooljaar, en anders het jongste van daarvoor. Een ingetrokken"
    " profiel telt niet. Een school zonder profiel zegt niets, en telt dus niet als aanbieder. ‘Overig’ is een vraag"
    " die alleen op het formulier van dit samenwerkingsverband staat."
)

PROFIELEN: tuple[Definitie, ...] = (
    OpenIndicator(
        code="aanbod",
        titel="Scholen met aanbod",
        uitleg=Uitleg(
            "Het aantal scholen dat volgens zijn profiel voorzieningen of expertise heeft, in huis of op afroep.",
            _PROFIEL + " Een school telt één keer in het totaal, en in elke rij van wat zij heeft.",
            "Scholen van de eenheid met minstens één antwoord ‘in huis’ of ‘op afroep’.",
            "primair en voortgezet onderwijs",
            _BRON,
        ),
        eenheid="scholen",
        maat=Maat.AANTAL,
        splitsingen=_SPLITSING,
        peildatum="het profiel dat in het schooljaar gold",
        herkomst="open",
        openbaar=True,
        telling=Telling.AANBOD,
    ),
    Verhouding(
        code="dekking",
        titel="Dekking van het aanbod",
        uitleg=Uitleg(
            "Het deel van de scholen van een eenheid dat voorzieningen of expertise heeft, in huis of op afroep.",
            _PROFIEL,
            "Scholen met aanbod gedeeld door alle scholen van de eenheid in dat schooljaar, maal 100.",
            "primair en voortgezet onderwijs",
            _BRON,
        ),
        eenheid="procent",
        maat=Maat.VERHOUDING,
        splitsingen=_SPLITSING,
        peildatum="het profiel dat in het schooljaar gold",
        herkomst="open",
        openbaar=True,
        teller=OpenDeel(Tabel.AANBOD),
        noemer=OpenDeel(Tabel.SCHOLEN),
        teller_in_noemer=True,
    ),
    Verhouding(
        code="sop-actueel",
        titel="Actuele profielen",
        uitleg=Uitleg(
            "Het deel van de scholen dat voor dit schooljaar een schoolondersteuningsprofiel heeft gepubliceerd.",
            "Een ingetrokken profiel telt niet mee.",
            "Scholen met een gepubliceerd profiel van dat schooljaar gedeeld door alle scholen van de eenheid, maal"
            " 100.",
            "primair en voortgezet onderwijs",
            _BRON,
        ),
        eenheid="procent",
        maat=Maat.VERHOUDING,
        peildatum="het schooljaar van het profiel",
        herkomst="open",
        openbaar=True,
        teller=OpenDeel(Tabel.PROFIELEN),
        noemer=OpenDeel(Tabel.SCHOLEN),
        teller_in_noemer=True,
    ),
)
