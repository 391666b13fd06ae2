"""The signals of one user: what stands out on the overview of each own unit, what is due, and what is new.

Every line is something that this caller may see: figures come from the overview as it answers this caller, the rest
through handlers that decide about access themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.gateway.dashboards.balie import Dashboardbalie, eigen_eenheden
from services.gateway.dashboards.getallen import tijdstip
from services.gateway.dashboards.overzicht import OVERZICHT
from services.gateway.domain.kwaliteit import signalen
from services.gateway.domain.kwaliteit.doelbeheer import sleutel_van
from services.gateway.domain.kwaliteit.signalen import STILTE, Signaal
from services.gateway.domain.rechten import Rol, context
from services.gateway.handlers.doelen import zichtbaar
from services.gateway.handlers.gesprekken import geef_agenda
from services.gateway.handlers.poorten import Beller, Gegevens
from services.gateway.handlers.profielen.voortgang import voortgang
from services.gateway.handlers.werkboek import Bezoek
from shared.contracts.eenheden import swv_code
from shared.contracts.schooljaar import schooljaar_van, tekst

_EENHEDEN: Final = 5


@dataclass(frozen=True)
class Signaalbalie:
    """Gives the signals of who asks."""

    gegevens: Gegevens
    balie: Dashboardbalie

    async def geef(self, beller: Beller, vorige: datetime | None, vandaag: date) -> list[Signaal]:
        """All signals, by kind. `vorige`: the end of the visit before; None: nothing is new. Raises Unavailable."""
        if not eigen_eenheden(beller):
            return []
        agenda = await geef_agenda(self.gegevens, beller.rechten, schooljaar_van(vandaag))
        paren = [(gesprek, een) for gesprek in agenda.gesprekken for een in agenda.van(gesprek)]
        doelen = await zichtbaar(self.gegevens, beller.rechten, None, vandaag)
        met_adres = [(een, f"/doelen/{sleutel_van(een).id}") for een in doelen]
        return signalen.op_volgorde([
            *await self._opvallend(beller),
            *signalen.afspraken(paren, vandaag),
            *signalen.gesprekken(agenda.gesprekken, vandaag),
            *await self._oordelen(beller, vandaag),
            *await self._profielen(beller, vandaag),
            *signalen.nieuws_gesprekken(agenda.gesprekken, vorige, beller.naam),
            *signalen.nieuws_afspraken(paren, vorige, beller.naam),
            *signalen.nieuws_doelen(met_adres, vorige, beller.naam),
            *await self._vrijgave(beller, vorige, vandaag),
        ])  # fmt: skip

    async def _opvallend(self, beller: Beller) -> Sequence[Signaal]:
        """What the overview says of each own unit: terms, changes, goals, data."""
        gevonden: list[Signaal] = []
        for niveau, code in eigen_eenheden(beller)[:_EENHEDEN]:
            d = (await self.balie.geef(OVERZICHT, beller, {"niveau": niveau, "eenheid": code})).inhoud
            rijen = [rij for figuur in d["figuren"] if figuur["code"] == "signalen" for rij in figuur["tabel"]["rijen"]]
            gevonden += [_uit_overzicht(rij, code, d["_links"]["pagina"]["href"]) for rij in rijen]
        return list(dict.fromkeys(gevonden))

    async def _oordelen(self, beller: Beller, vandaag: date) -> Sequence[Signaal]:
        """For staff of an SWV: they write them."""
        gevonden: list[Signaal] = []
        async with self.gegevens.lezing(beller.rechten, schooljaar_van(vandaag)) as lezing:
            for recht in sorted(beller.rechten):
                if recht.rol is Rol.SWV:
                    alle = await lezing.werk.oordelen(recht.als_eenheid.getal)
                    momenten = await lezing.werk.momenten(recht.als_eenheid.getal)
                    gevonden += [
                        *signalen.oordelen(recht.eenheid, alle, vandaag),
                        *signalen.momenten(recht.eenheid, momenten, vandaag),
                    ]
        return gevonden

    async def _profielen(self, beller: Beller, vandaag: date) -> Sequence[Signaal]:
        jaar = schooljaar_van(vandaag)
        regels = (await voortgang(self.gegevens, beller.rechten, jaar, vandaag)).regels
        ontbreekt = sum(een.gepubliceerd_op is None for een in regels)
        eigen = eigen_eenheden(beller)
        return list(signalen.profielen(ontbreekt, len(regels), tekst(jaar), eigen[0][1] if len(eigen) == 1 else None))

    async def _vrijgave(self, beller: Beller, vorige: datetime | None, vandaag: date) -> Sequence[Signaal]:
        """Released figures that came, and own figures that moved."""
        if vorige is None:
            return []
        async with self.gegevens.lezing(beller.rechten, schooljaar_van(vandaag)) as lezing:
            hoofd, versies = await lezing.vrijgave(False), await lezing.versies()
        nieuw: list[Signaal] = []
        if hoofd is not None and hoofd.moment > vorige:
            zin = f"Er zijn nieuwe vrijgegeven cijfers, stand per {tijdstip(hoofd.moment)}"
            nieuw.append(Signaal("vrijgave", zin, "/overzicht", nieuw=True))
        for swv in context(beller.rechten).swvs:
            versie = versies.swvs.get(swv)
            if versie is not None and versie[1] > vorige:
                zin = f"De cijfers zijn bijgewerkt tot {tijdstip(versie[1])}"
                adres = f"/overzicht?niveau=swv&eenheid={swv_code(swv)}"
                nieuw.append(Signaal("nieuw", zin, adres, swv_code(swv), nieuw=True))
        return nieuw


def _uit_overzicht(rij: dict[str, Any], code: str, pagina: str) -> Signaal:
    """A row of the figure 'Wat opvalt'."""
    naam, aantal, zegt = rij["cellen"]
    adres = rij["naar"]["href"] if rij["naar"] else pagina
    return Signaal(rij["kenmerk"], f"{naam}: {aantal['tekst']} ({zegt})", adres, code)


async def vorig_bezoek(gegevens: Gegevens, beller: Beller, nu: datetime) -> datetime | None:
    """When the visit before this one ended; this one goes on. Raises Unavailable."""
    boek = gegevens.werkboek
    bezoek = await boek.bezoek(beller.account)
    if bezoek is None:
        await boek.noteer_bezoek(beller.account, Bezoek(nu, None))
        return None
    vorige = bezoek.laatste if nu - bezoek.laatste > STILTE else bezoek.vorige
    await boek.noteer_bezoek(beller.account, Bezoek(nu, vorige))
    return vorige


def per_soort(alle: Sequence[Signaal]) -> Iterator[tuple[str, list[Signaal]]]:
    """By heading, for a page."""
    for kop, soorten in KOPPEN.items():
        if groep := [een for een in alle if een.soort in soorten]:
            yield kop, groep


KOPPEN: Final = {
    "Te doen": ("afspraak", "gesprek", "oordeel", "moment", "profiel"),
    "Wat opvalt in de cijfers": ("termijn", "doel", "verandering", "data"),
    "Nieuw sinds uw vorige bezoek": ("vrijgave", "nieuw"),
}
