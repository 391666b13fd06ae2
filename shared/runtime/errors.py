"""The kinds of failure that plumbing knows (ADR: invalid, unavailable, displaced, fatal; anything else is a bug)."""


class Invalid(Exception):
    """This one record can never be handled: dead letter, and go on with its neighbours.

    `reden` is a short code (`snake_case`), never text from the record itself.
    """

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.reden = reden


class Unavailable(Exception):
    """Something outside us does not answer now: try the same again, never skip.

    `wat` names the thing (`postgresql`, `kafka`), never an address or a value.
    """

    def __init__(self, wat: str) -> None:
        super().__init__(wat)
        self.wat = wat


class Displaced(Exception):
    """The store says that another offset of this partition comes first: go and read from `expected`."""

    def __init__(self, expected: int) -> None:
        super().__init__(f"verwacht offset {expected}")
        self.expected = expected


class Fatal(Exception):
    """Stop and call the operator: starting again does not help.

    `melding` says in Dutch what is wrong, `herstel` what repairs it; neither holds data of a record.
    """

    def __init__(self, melding: str, herstel: str) -> None:
        super().__init__(f"{melding} {herstel}")
        self.melding = melding
        self.herstel = herstel


class NeedsRepair(Fatal):
    """As Fatal, but the rest of the stack must stay up: the repair runs beside it, and then we go on by ourselves."""


class WrongSetting(Fatal):
    """An environment variable is missing or wrong; `namen` are the names, never the values."""

    def __init__(self, namen: str) -> None:
        super().__init__(
            f"Instelling ontbreekt of klopt niet: {namen}.",
            "Zet de omgevingsvariabele goed en start de dienst opnieuw; `./pos doctor` zegt wat er mist.",
        )


class NoAccess(Fatal):
    """A server refuses our account."""

    def __init__(self, wat: str) -> None:
        super().__init__(
            f"{wat} weigert het account van deze dienst.",
            "Controleer gebruiker en wachtwoord in de instellingen en de rechten van het account.",
        )


class TopicLost(NeedsRepair):
    """The topic ends before the place where we were: it was deleted, or the cluster was made anew (F12)."""

    def __init__(self, topic: str, partition: int, expected: int, end: int) -> None:
        super().__init__(
            f"Topic {topic}, partitie {partition}: wij lezen verder bij {expected}, maar het topic eindigt bij {end}. "
            "Er zijn berichten verloren of het topic is opnieuw gemaakt.",
            "Zet het topic terug uit een kopie. Is die er niet: laat de stapel aan en draai ./pos herstel. "
            "Er is niets overgeslagen.",
        )


class LogGap(NeedsRepair):
    """Records that we have not seen are gone, by retention (F13)."""

    def __init__(self, topic: str, partition: int, expected: int, found: int) -> None:
        super().__init__(
            f"Topic {topic}, partitie {partition}: de berichten {expected} tot en met {found - 1} zijn er niet meer "
            "en zijn nog niet verwerkt.",
            "Laat de stapel aan en draai ./pos herstel; laat daarna de bron opnieuw leveren.",
        )


class TooManyInvalid(Fatal):
    """More records are invalid than a healthy source sends: probably we are wrong, not they."""

    def __init__(self, aantal: int, seconden: float) -> None:
        super().__init__(
            f"{aantal} ongeldige berichten binnen {seconden:.0f} seconden: dat wijst op een fout in het contract.",
            "Kijk met `./pos dlq lijst` naar de redenen. Is de bron fout, verhoog dan POS_ONGELDIG_MAX voor één keer.",
        )
