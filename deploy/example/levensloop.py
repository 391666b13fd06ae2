"""The life of a dossier, planned ahead: from application to decision, letter, objection and correction.

One seed gives one life, so a life does not depend on the day on which the player runs. A TLV or
arrangement that ends on 31 July may be followed by a herindicatie: that is a new kiem.
"""

from datetime import date
from random import Random

from deploy.example import kansen
from deploy.example.besluit import besluit, na_besluit, vervolg
from deploy.example.dossier import Dossier
from deploy.example.inhoud import arrangement, behoeften, maak_vraag, tlv
from deploy.example.kalender import DAG
from deploy.example.kiemen import Bron, Kiem
from deploy.example.personen import toelichting
from deploy.example.plan import GEEN, Plan
from shared.contracts.schooljaar import schooljaar_van


def leef(bron: Bron, kiem: Kiem) -> tuple[Dossier, Kiem | None] | None:
    """The whole life of one kiem and the herindicatie that follows; None where no school can apply."""
    kans = Random(kiem.zaad)
    vraag = maak_vraag(bron, kiem, kans)
    if vraag is None:
        return None
    plan = Plan(bron, kiem, vraag, kans, kiem.dag)
    plan.tempo = bron.stijl.traagheid * (0.8 if vraag.herindicatie else 1.0)
    aangemaakt = date.fromordinal(kiem.dag - int(kans.random() * 12))
    plan.stap("aanvraag.ingediend", "ingediend", vraag.velden)
    soort = plan.soort
    if _tot_besluit(plan):
        besluit(plan)
        na_besluit(plan)
    verwijderd = kans.random() < kansen.VERWIJDERD
    if verwijderd:
        _verwijder(plan)
    volgende = None if verwijderd else vervolg(plan)
    return Dossier(bron.swv, soort, aangemaakt, plan.stappen), volgende


def _tot_besluit(plan: Plan) -> bool:
    """The steps before the decision; False when the dossier ends without one."""
    kans = plan.kans
    if plan.bron.stijl.bestuursstap and not _bestuursstap(plan):
        return False
    trekt_in = kans.random() < kansen.INGETROKKEN
    plan.wacht(1, 3.5 * plan.tempo)
    if kans.random() < kansen.NIET_BEHANDELBAAR:
        plan.stap("aanvraag.niet-behandelbaar", "niet_behandelbaar")
        return False
    aanvulling = kans.random() < plan.bron.stijl.aanvulling
    compleet = GEEN if aanvulling else {"compleetOp": plan.datum}
    plan.stap("aanvraag.in-behandeling", "in_behandeling", compleet)
    if kans.random() < kansen.GEWIJZIGD:
        plan.wacht(0, 3)
        _wijzig(plan)
    if aanvulling:
        _aanvulling(plan)
    if trekt_in:
        plan.wacht(1, 12)
        plan.stap("aanvraag.ingetrokken", "ingetrokken")
    return not trekt_in


def _bestuursstap(plan: Plan) -> bool:
    plan.wacht(0, 3)
    if plan.kans.random() < kansen.AFGEWEZEN_BESTUUR:
        plan.stap("aanvraag.afgewezen-bestuur", "afgewezen_bestuur")
        return False
    plan.stap("aanvraag.akkoord-bestuur", "akkoord_bestuur")
    return True


def _aanvulling(plan: Plan) -> None:
    plan.wacht(1, 3)
    plan.stap("aanvraag.aanvulling-gevraagd", "aanvulling_gevraagd")
    plan.wacht(2, 8)
    plan.stap("aanvraag.in-behandeling", "in_behandeling", {"compleetOp": plan.datum})


def _wijzig(plan: Plan) -> None:
    """A correction of the application: any field may be wrong the first time."""
    vraag, kans = plan.vraag, plan.kans
    worp = kans.random()
    nieuw: dict[str, object] = {}
    soort = None
    if worp < 0.25:
        nieuw["ondersteuningsbehoeften"] = behoeften(kans)
    elif worp < 0.45 and vraag.leerjaar is not None and vraag.leerjaar not in (0, 1, 11):
        vraag.leerjaar -= 1
        nieuw["leerjaar"] = vraag.leerjaar
    elif worp < 0.60:
        nieuw |= _andere_vestiging(plan)
    elif worp < 0.80:
        nieuw |= _andere_soort(plan)
    elif worp < 0.82 and vraag.doel in ("sbo", "so") and not vraag.herindicatie:
        soort, vraag.doel, vraag.tlv = "arrangement", "arr", None
        vraag.arrangement = arrangement(plan.bron.swv, "individueel", kans)
        nieuw |= {"tlv": None, "arrangement": vraag.arrangement}
    plan.stap("aanvraag.gewijzigd", None, nieuw or {"toelichting": toelichting(kans)}, soort=soort)


def _andere_vestiging(plan: Plan) -> dict[str, object]:
    """The applicant chose the wrong location: another school of the same board."""
    lid = plan.vraag.lid
    jaar = schooljaar_van(date.fromordinal(plan.kiem.dag))
    scholen = [
        ander
        for ander in plan.bron.regio.leden_van(lid.swv, jaar)
        if ander.bestuur == lid.bestuur and ander.schoolsoort == lid.schoolsoort and ander != lid
    ]
    if not scholen:
        return {}
    plan.vraag.lid = plan.kans.choice(scholen)
    return {"vestiging": plan.vraag.lid.vestiging, "vestigingHerkomst": None}


def _andere_soort(plan: Plan) -> dict[str, object]:
    vraag = plan.vraag
    if vraag.arrangement:
        vraag.arrangement = arrangement(plan.bron.swv, str(vraag.arrangement["type"]), plan.kans)
        return {"arrangement": vraag.arrangement}
    vraag.tlv = tlv(vraag.doel, None, plan.kans)
    return {"tlv": vraag.tlv}


def _verwijder(plan: Plan) -> None:
    """Made in error: gone soon after some step. Now and then a whole life is removed and put back."""
    teruggezet = plan.kans.random() < kansen.TERUGGEZET
    if not teruggezet:
        del plan.stappen[1 + int(plan.kans.random() * len(plan.stappen)) :]
    plan.dag = plan.stappen[-1].tijd // DAG
    plan.wacht(0, 6)
    plan.stap("dossier.verwijderd")
    if teruggezet:
        plan.wacht(0, 2)
        plan.stap("aanvraag.gewijzigd")
