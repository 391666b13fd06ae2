"""Invented names: no place, school, board or SWV in these lists exists.

Places are put together from two parts, schools from a colour and a thing. No name is that of a person.
"""

from collections.abc import Iterator

VOOR = (
    "Water", "Ooster", "Vlieden", "Meeuwen", "Kraan", "Kolk", "Linden", "Wulpen", "Gagel", "Otter",
    "Reiger", "Zwaluwen", "Elzen", "Zegge", "Biezen", "Varen", "Lange", "Stille", "Brede", "Grutto",
)  # fmt: skip
NA = (
    "kerke", "duin", "terp", "mare", "gaarde", "stee", "waard", "monde", "hove", "zijl", "horst", "donk",
)  # fmt: skip

KLEUR = (
    "Blauwe", "Groene", "Gele", "Rode", "Zilveren", "Gouden", "Stille", "Vrolijke", "Hoge", "Kleine",
    "Ronde", "Lichte", "Verre", "Open", "Nieuwe", "Warme", "Snelle", "Dappere", "Bonte", "Wijde",
)  # fmt: skip
DING = (
    "Sluiswachter", "Lantaarn", "Dobber", "Bramenstruik", "Boomgrens", "Waterklok", "Notendop", "Veerpont",
    "Kiezel", "Hooiberg", "Karrenspoor", "Palmtak", "Tuinpoort", "Steiger", "Vuurtoren", "Kajuit",
    "Windhoek", "Zandloper", "Bijenkorf",
)  # fmt: skip
HET_DING = frozenset({"Karrenspoor"})

RICHTING = ("Noord", "Zuid", "Oost", "West")

BESTUUR = (
    "Stichting Openbaar Primair Onderwijs {plaats}",
    "Stichting Katholiek Onderwijs {plaats} en Omgeving",
    "Vereniging Christelijk Onderwijs {plaats}",
    "Stichting Scholengroep {plaats}",
    "Onderwijsgroep {plaats}",
    "Stichting Samen Leren {plaats}",
    "Vereniging voor Montessorionderwijs {plaats}",
    "Stichting De Brede Kring {plaats}",
)
BESTUUR_VO = (
    "Stichting Voortgezet Onderwijs {plaats}",
    "Scholengroep VO {plaats}",
    "Stichting Vakscholen {plaats}",
    "Vereniging Lyceum {plaats}",
)
BESTUUR_SPECIAAL = "Stichting Speciaal Onderwijs {plaats}"


def plaatsen() -> Iterator[str]:
    """Invented places without end; the same order each time, neighbours unlike each other."""
    ronde = 0
    while True:
        achtervoegsel = "" if ronde == 0 else f"-{RICHTING[(ronde - 1) % 4]}" + "e" * ((ronde - 1) // 4)
        for i in range(len(VOOR) * len(NA)):
            voor, na = VOOR[i % len(VOOR)], NA[(i % len(VOOR) + i // len(VOOR)) % len(NA)]
            yield f"{voor}{na}{achtervoegsel}"
        ronde += 1


def schoolnaam(nummer: int) -> str:
    """Name of the n-th primary school; repeats after 380, as real names do."""
    kleur, ding = KLEUR[(nummer * 7) % len(KLEUR)], DING[(nummer * 11 + nummer // len(KLEUR)) % len(DING)]
    return f"{'Het' if ding in HET_DING else 'De'} {kleur} {ding}"
