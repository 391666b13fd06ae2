"""Reading a whole document back beside the API: each table at its place, no number anywhere that comes from nowhere.

Written apart from the code that makes the document: its own questions, its own way to write a number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import Any

from services.reports.domain.vragen import Cijfervraag
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.rapporten import Grens, Lezer
from tests.integration.reports.nalezen_vorm import (
    GETAL,
    KERN,
    STAPPEN,
    TYPEN,
    ZONDER_CIJFERS,
    Api,
    Json,
    als_cel,
    kwaliteitsrijen,
    leerjaar,
    per_jaar,
    schrijf,
    toon_getal,
    tussen_haken,
    zonder_vaste_getallen,
)
from tests.unit.reports.docx_lezen import WP, C, Docx, Rijen


@dataclass
class Nalezer:
    """One document beside the API, asked as its reader. `mag` gathers every number that the document may hold."""

    docx: Docx
    cijfers: Api
    lezer: Lezer
    grens: Grens
    niveau: str
    eenheid: str
    fouten: list[str] = field(default_factory=list)
    mag: set[str] = field(default_factory=set)
    nagekeken: int = 0
    _gevraagd: dict[tuple[Any, ...], Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.jaren, self.binnen = self.grens.schooljaren, self.grens.binnen
        self.jaar = self.jaren[-1]

    async def alles(self) -> None:
        await self.tabellen()
        await self.kerncijfers()
        self.grafieken()
        await self.tekst()

    async def vraag(
        self, code: str, jaren: Iterable[str], splitsing: str = "", wie: Sequence[str] = (), *, overal: bool = False
    ) -> Json:
        """An answer, once; its numbers may stand in the document. `wie`: niveau and codes of other units; `overal`: not
        only inside the border."""
        niveau, *codes = wie or (self.niveau, self.eenheid)
        parameters = [("niveau", niveau), *(("eenheid", een) for een in codes), *(("schooljaar", j) for j in jaren)]
        parameters += [("splitsing", splitsing)] if splitsing else []
        parameters += [("binnen", self.binnen)] if self.binnen and not overal else []
        sleutel = (code, *parameters)
        if sleutel not in self._gevraagd:
            self._gevraagd[sleutel] = await self.cijfers.waarden(self.lezer, Cijfervraag(code, tuple(parameters)))
            self._sta_toe(self._gevraagd[sleutel], INDICATOREN[code].eenheid)
        return self._gevraagd[sleutel]

    def _sta_toe(self, json: object, eenheid: str) -> None:
        if isinstance(json, Mapping):
            if "waarde" in json:
                self.mag |= set(GETAL.findall(schrijf(json, eenheid)))
            for deel in json.values():
                self._sta_toe(deel, eenheid)
        elif isinstance(json, list):
            for deel in json:
                self._sta_toe(deel, eenheid)
        elif isinstance(json, int | float) and not isinstance(json, bool):
            self.mag |= {toon_getal(json, "")}

    async def waarden(self, code: str, rij: tuple[str, object] | None) -> list[str]:
        """One row over the schooljaren of the document."""
        json = await self.vraag(code, self.jaren, rij[0] if rij else "")
        perioden = {een["schooljaar"]: een for een in json["reeksen"][0]["perioden"]}
        return [als_cel(perioden[jaar], rij, INDICATOREN[code].eenheid) for jaar in self.jaren]

    def vergelijk(self, waar: str, gezien: Sequence[str], verwacht: Sequence[str]) -> None:
        self.nagekeken += len(verwacht)
        cellen = [een.replace("\u00a0", " ") for een in gezien]
        if cellen != list(verwacht):
            self.fouten.append(f"{waar}: {cellen} is niet {list(verwacht)}")

    async def tabellen(self) -> None:
        """Every table of figures at its place."""
        for titel, rijen in self.docx.tabellen().items():
            if titel.startswith(ZONDER_CIJFERS):
                continue
            if not await self._tabel(titel, rijen):
                self.fouten.append(f"onbekende tabel: {titel}")

    async def _tabel(self, titel: str, rijen: Rijen) -> bool:
        kop, *inhoud = rijen
        rij_van = per_jaar(titel)
        if rij_van is not None:
            self.vergelijk(titel, [een.rstrip("*") for een in kop[1:]], self.jaren)
            for rij in inhoud:
                code, keuze = rij_van(rij[0])
                self.vergelijk(f"{titel}, {rij[0]}", rij[1:], await self.waarden(code, keuze))
            return True
        for begin, lees in (("Aanvragen naar leerjaar", self._leerjaren), ("Openstaande", self._stappen),
                            ("Doorlooptijd", self._doorlooptijd), ("Toegekende arrangementen in", self._typen),
                            ("TLV-aanvragen in", self._boven), ("TLV’s in", self._onder),
                            ("Arrangementen in", self._onder), ("Doelen en", self._doelen),
                            ("Eigen oordeel per", self._kwaliteit), ("Bewijs bij", self._kwaliteit)):  # fmt: skip
            if titel.startswith(begin):
                await lees(titel, kop, inhoud)
                return True
        if titel.endswith(", naast anderen"):
            await self._naast(titel, inhoud)
            return True
        return False

    async def _leerjaren(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        json = await self.vraag("tlv-aanvragen", self.jaren[-2:], "leerjaar")
        perioden = {een["schooljaar"]: een for een in json["reeksen"][0]["perioden"]}
        for rij in inhoud:
            code = leerjaar(rij[0])
            verwacht = [als_cel(perioden[jaar.rstrip("*")], ("leerjaar", code), "") for jaar in kop[1:]]
            self.vergelijk(f"{titel}, {rij[0]}", rij[1:], verwacht)

    async def _stappen(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        periode = (await self.vraag("tlv-openstaand", (), "status"))["reeksen"][0]["perioden"][0]
        rijen = {rij["splitsing"]["status"]: rij for rij in periode["rijen"]}
        for rij in inhoud:
            bron = rijen.get(STAPPEN.get(rij[0], ""), {"waarde": 0}) if rij[0] in STAPPEN else periode["totaal"]
            leeftijd = bron.get("leeftijd") or {"oudste": "", "mediaan": ""}
            verwacht = [str(bron["waarde"]), str(leeftijd["oudste"]), str(leeftijd["mediaan"])]
            self.vergelijk(f"{titel}, {rij[0]}", [cel.replace(".", "") for cel in rij[2:]], verwacht)

    async def _doorlooptijd(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        json = await self.vraag("tlv-doorlooptijd", self.jaren)
        met = [een for een in json["reeksen"][0]["perioden"] if een["totaal"]["aantal"]]
        self.vergelijk(titel, [rij[0].rstrip("*") for rij in inhoud], [een["schooljaar"] for een in met])
        for rij, periode in zip(inhoud, met, strict=True):
            totaal, termijn = periode["totaal"], periode["totaal"]["binnenTermijn"]
            teller, noemer = termijn["teller"], termijn["noemer"]
            deel = f"{toon_getal(teller, '')} van {toon_getal(noemer, '')}"
            weinig = noemer < 10
            procent = toon_getal(Decimal(100 * teller) / noemer, "")
            self.mag |= {procent, toon_getal(noemer - teller, "")}
            verwacht = [toon_getal(totaal[naam], "") for naam in ("aantal", "mediaan", "p90")]
            verwacht = [*verwacht[:2], "–", deel] if weinig else [*verwacht, f"{deel} ({procent}%)"]
            self.vergelijk(f"{titel}, {rij[0]}", rij[1:], verwacht)

    async def _typen(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        for rij in inhoud:
            keuze = ("type", TYPEN[rij[0]]) if rij[0] in TYPEN else None
            verwacht = [
                (await self.waarden(code, keuze))[-1] for code in ("arrangement-toegekend", "arrangement-bedrag")
            ]
            self.vergelijk(f"{titel}, {rij[0]}", rij[1:], verwacht)

    async def _boven(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        detail = await self.cijfers.eenheid(self.lezer, self.niveau, self.eenheid)
        for niveau, naam, cel in inhoud:
            (ouder,) = [een for een in detail["ouders"] if een["naam"] == naam]
            # A bestuur that is seen exactly counts within the same SWV; what was released is not split so.
            overal = ouder["zicht"] != "eigen"
            wie = (ouder["niveau"], ouder["eenheid"])
            json = await self.vraag("tlv-aanvragen", [self.jaar], "", wie, overal=overal)
            self.vergelijk(f"{titel}, {niveau}", [cel], [als_cel(json["reeksen"][0]["perioden"][0], None, "")])

    async def _onder(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        soort = "tlv" if titel.startswith("TLV") else "arrangement"
        niveau = titel.rsplit(" ", 1)[-1]
        codes = [tussen_haken(rij[0]) for rij in inhoud]
        for plaats, code in ((1, f"{soort}-aanvragen"), (2, f"{soort}-toegekend")):
            json = await self.vraag(code, [self.jaar], "", (niveau, *codes))
            per = {reeks["eenheid"]: als_cel(reeks["perioden"][0], None, "") for reeks in json["reeksen"]}
            self.vergelijk(f"{titel}, {code}", [rij[plaats] for rij in inhoud], [per[een] for een in codes])

    async def _doelen(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        for doel in await self.cijfers.doelen(self.lezer, self.binnen):
            rij = next((rij for rij in inhoud if rij[0] == f"{doel['titel']} ({doel['plan']})"), None)
            eenheid = INDICATOREN[doel["indicator"]].eenheid if doel["indicator"] else ""
            if rij and doel["nu"] and rij[3] != "niet getoond":
                self.vergelijk(f"{titel}, {rij[0]}", [rij[3]], [schrijf(doel["nu"], eenheid)])
            if rij and doel["streefwaarde"] is not None:
                streef = schrijf({"waarde": doel["streefwaarde"]}, eenheid)
                self.vergelijk(f"{titel}, streefwaarde", [rij[1].split()[-1]], [streef.split()[-1]])
                self.mag |= set(GETAL.findall(streef))

    async def _kwaliteit(self, titel: str, kop: Sequence[str], inhoud: Rijen) -> None:
        standaarden = await self.cijfers.standaarden(self.lezer, self.eenheid)
        self.mag |= {str(n) for n in range(len(standaarden) + 1)}
        for rij, verwacht in zip(inhoud, kwaliteitsrijen(titel, standaarden), strict=True):
            self.vergelijk(titel, rij, verwacht)

    async def _naast(self, titel: str, inhoud: Rijen) -> None:
        code = next(een.code for een in INDICATOREN.values() if titel == f"{een.titel}, naast anderen")
        parameters = [("niveau", self.niveau), ("eenheid", self.eenheid), ("schooljaar", self.jaar)]
        parameters += [("binnen", self.binnen)] if self.binnen else []
        json = await self.cijfers.waarden(self.lezer, Cijfervraag(code, tuple(parameters), "vergelijking"))
        eenheid = INDICATOREN[code].eenheid
        self._sta_toe(json, eenheid)
        landelijk = json.get("landelijkCijfer") or {}
        for wie, jaar, cel in inhoud:
            if wie.startswith("Landelijk"):
                verwacht = [landelijk["schooljaar"], schrijf(landelijk, eenheid)]
            elif wie.startswith("Middelste"):
                medianen = {
                    schrijf({"waarde": een["mediaan"]}, eenheid) for een in json["verdelingen"] if een.get("mediaan")
                }
                verwacht = [self.jaar, cel if cel in medianen else f"een van {medianen}"]
            else:
                verwacht = [self.jaar, (await self.waarden(code, None))[-1]]
            self.vergelijk(f"{titel}, {wie}", [jaar, cel], verwacht)

    async def kerncijfers(self) -> None:
        """The large numbers, and the year before under them."""
        namen, waarden, noten = self.docx.tabellen()["Kerncijfers"]
        for naam, waarde, noot in zip(namen, waarden, noten, strict=True):
            if naam == "TLV-aanvragen nu open":
                totaal = (await self.vraag("tlv-openstaand", (), "status"))["reeksen"][0]["perioden"][0]["totaal"]
                self.vergelijk(naam, [waarde], [schrijf(totaal, "")])
                continue
            gevonden = await self.waarden(KERN[naam.rstrip("*")], None)
            self.vergelijk(naam, [waarde], gevonden[-1:])
            if len(self.jaren) > 1 and ":" in noot:
                self.vergelijk(f"{naam}, vorig", [noot.rpartition(": ")[2]], gevonden[-2:-1])

    def grafieken(self) -> None:
        """Each chart, its cache and its workbook say what a table says."""
        cellen = {cel for rijen in self.docx.tabellen().values() for rij in rijen for cel in rij}
        waarden = {een for cel in cellen for een in GETAL.findall(cel)}
        for naam, blad in self.docx.werkbladen().items():
            for rij in blad[1:]:
                for getal in rij[1:]:
                    self.nagekeken += 1
                    if getal is None:
                        continue
                    vormen = {toon_getal(getal, ""), toon_getal(getal, "procent").rstrip("%")}
                    if not vormen & waarden and getal:
                        self.fouten.append(f"werkblad {naam}: {getal} staat in geen tabel")
        for deel in self.docx.namen:
            if re.fullmatch(r"word/charts/chart\d+\.xml", deel):
                self._cache(deel)

    def _cache(self, deel: str) -> None:
        (blad,) = [doel for doel in self.docx.relaties(deel).values() if doel.endswith(".xlsx")]
        boek = self.docx.werkblad(blad)
        for kolom, serie in enumerate(self.docx.xml(deel).iter(f"{C}ser"), start=1):
            punten = {
                int(pt.attrib["idx"]): float(pt.findtext(f"{C}v") or "") for pt in serie.findall(f"{C}val//{C}pt")
            }
            verwacht = {nummer: rij[kolom] for nummer, rij in enumerate(boek[1:]) if rij[kolom] is not None}
            self.nagekeken += len(verwacht)
            # A workbook keeps sixteen digits, a chart seventeen.
            if {nr: f"{een:.12g}" for nr, een in punten.items()} != {nr: f"{een:.12g}" for nr, een in verwacht.items()}:
                self.fouten.append(f"{deel}: {punten} is niet {verwacht}")

    async def tekst(self) -> None:
        """No number in a sentence, question or alternative text that was not seen in a table or an answer."""
        for soort in ("tlv", "arrangement"):
            if any(soort in sleutel[0] for sleutel in self._gevraagd):
                await self._maanden(f"{soort}-aanvragen")
        await self.vraag("tlv-bekendgemaakt", self.jaren[-2:])
        await self.vraag("arrangement-openstaand", ())
        for waar, zin in self._zinnen():
            for getal in GETAL.findall(zonder_vaste_getallen(zin)):
                self.nagekeken += 1
                if getal.rstrip(".") not in self.mag:
                    self.fouten.append(f"{waar}: {getal} komt nergens vandaan, in: {zin}")

    async def _maanden(self, code: str) -> None:
        """Sums of whole months, beside which a running schooljaar is held."""
        for periode in (await self.vraag(code, self.jaren[-2:], "maand"))["reeksen"][0]["perioden"]:
            per_maand: dict[int, int] = defaultdict(int)
            for rij in periode["rijen"]:
                per_maand[rij["splitsing"]["maand"]] = rij["waarde"] or 0
            som = 0
            for maand in (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7):
                som += per_maand[maand]
                self.mag.add(toon_getal(som, ""))

    def _zinnen(self) -> Iterator[tuple[str, str]]:
        zonder = ("TOC", "Heading", "Caption", "Title")
        voor_bijlage = takewhile(lambda een: not een[1].startswith("Bijlage"), self.docx.alineas())
        yield from ((stijl, zin) for stijl, zin in voor_bijlage if not stijl.startswith(zonder))
        for plek in self.docx.document.iter(f"{WP}docPr"):
            yield "alt-tekst", plek.attrib["descr"]
        yield from (("vraag", rij[0]) for rij in self.docx.tabellen().get("Vragen en aantekeningen", [])[1:])
