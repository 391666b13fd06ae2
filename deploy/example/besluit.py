"""Decision, letter, objection, correction and withdrawal, and the herindicatie that follows years later."""

from datetime import date
from random import Random

from deploy.example import kansen
from deploy.example.inhoud import Vraag, arrangement, tlv
from deploy.example.kalender import DAG, werkdag
from deploy.example.kiemen import Kiem, Vorige, dag_in
from deploy.example.personen import DESKUNDIGEN, toelichting
from deploy.example.plan import GEEN, Plan
from shared.contracts.schooljaar import schooljaar_van

_INHOUD_BESLUIT = ("besluit", "tlv", "arrangement", "geldigVan", "geldigTot")
_ANDER = {"sbo": "so", "so": "sbo", "vso": "pro", "pro": "vso"}


def besluit(plan: Plan) -> None:
    """The commission decides; its letter follows in a next step."""
    kans = plan.kans
    if kans.random() < kansen.BLIJFT_LIGGEN:
        plan.wacht(50, 60)
    plan.dag = werkdag(plan.dag + 4 + int(kans.gammavariate(2.2, 6.5 * plan.tempo)))
    grens = kansen.AFGEWEZEN_HERINDICATIE if plan.vraag.herindicatie else kansen.AFGEWEZEN[plan.vraag.doel]
    velden = _afwijzing(plan) if kans.random() < grens else _toekenning(plan)
    plan.stap("beschikking.afgegeven", "besloten", beschikking=velden)


def _afwijzing(plan: Plan) -> dict[str, object]:
    plan.toegekend = None
    return _beschikking(plan, "afgewezen")


def _beschikking(plan: Plan, besluit: str) -> dict[str, object]:
    meteen = plan.kans.random() < kansen.BEKENDGEMAAKT_METEEN
    return {
        "besluit": besluit,
        "besluitOp": plan.datum,
        "bekendgemaaktOp": plan.datum if meteen else None,
        "deskundigen": DESKUNDIGEN,
        "motivering": toelichting(plan.kans),
        "brief": "https://ldos.example/d/brief.pdf",
        "bezwaar": None,
    }


def _toekenning(plan: Plan) -> dict[str, object]:
    vraag, kans = plan.vraag, plan.kans
    ander = kans.random() < kansen.ANDER_DOEL[vraag.doel]
    if vraag.arrangement:
        plan.toegekend = _ander_bedrag(vraag.arrangement, kans)
        if ander:
            plan.toegekend = arrangement(plan.bron.swv, None, kans)
        inhoud: dict[str, object] = {"arrangement": plan.toegekend}
    else:
        plan.toegekend = _toegekende_tlv(vraag, ander, kans)
        inhoud = {"tlv": plan.toegekend}
    van, plan.geldig_tot = _geldigheid(plan)
    geldig = {"geldigVan": van.isoformat(), "geldigTot": plan.geldig_tot.isoformat()}
    return _beschikking(plan, "toegekend") | inhoud | geldig


def _toegekende_tlv(vraag: Vraag, ander: bool, kans: Random) -> dict[str, object]:
    assert vraag.tlv is not None
    if ander:
        return tlv(_ANDER[vraag.doel], None, kans)
    gevraagd = vraag.tlv["categorie"]
    return tlv(vraag.doel, None if gevraagd is None else str(gevraagd), kans)


def _ander_bedrag(gevraagd: dict[str, object], kans: Random) -> dict[str, object]:
    if kans.random() >= kansen.ANDER_BEDRAG:
        return gevraagd
    bedrag = float(str(gevraagd["bedrag"])) * kans.uniform(0.5, 0.95)
    return {**gevraagd, "bedrag": f"{max(100, int(bedrag) // 50 * 50)}.00"}


def _geldigheid(plan: Plan) -> tuple[date, date]:
    """From the decision or the next 1 August, for whole schooljaren; the rest of a begun year on top."""
    kans, jaar = plan.kans, schooljaar_van(plan.datum)
    soort = "arr" if plan.vraag.arrangement else str((plan.toegekend or {})["schoolsoort"])
    volgend = plan.vraag.herindicatie or plan.datum.month in (4, 5, 6, 7) or kans.random() < 0.25
    van = date(jaar + 1, 8, 1) if volgend else plan.datum
    jaren = 1 if soort == "arr" else kansen.JAREN[soort].kies(kans)
    if jaren == 9:
        groep = plan.vraag.leerjaar or 4
        jaren = max(1, 8 - groep) if groep <= 8 else 4
    extra = jaren - 1 if volgend or soort == "arr" else jaren
    tot = date(schooljaar_van(van) + 1 + extra, 7, 31)
    if kans.random() < kansen.ANDERE_EINDDATUM:
        tot = date(tot.year, 6, 30)
    return van, max(van, tot)


def na_besluit(plan: Plan) -> None:
    """Letter, correction, objection, withdrawal of the decision."""
    kans = plan.kans
    besluit = "toegekend" if plan.toegekend else "afgewezen"
    laatste = plan.stappen[-1].beschikking or GEEN
    if laatste["bekendgemaaktOp"] is None and kans.random() >= kansen.BEKENDGEMAAKT_NOOIT:
        plan.wacht(1, 4)
        plan.stap("beschikking.gewijzigd", beschikking={"bekendgemaaktOp": plan.datum})
    if kans.random() < kansen.BEZWAAR[besluit]:
        _bezwaar(plan)
    elif plan.toegekend and kans.random() < kansen.BESCHIKKING_GEWIJZIGD:
        _corrigeer_beschikking(plan)
    elif kans.random() < kansen.BESCHIKKING_INGETROKKEN:
        _trek_beschikking_in(plan)


def _bezwaar(plan: Plan) -> None:
    plan.wacht(5, 15)
    bezwaar = {"ingediendOp": plan.datum, "uitkomst": None}
    plan.stap("beschikking.gewijzigd", beschikking={"bezwaar": bezwaar})
    plan.wacht(30, 40)
    uitkomst = kansen.BEZWAAR_UITKOMST.kies(plan.kans)
    velden: dict[str, object] = {"bezwaar": {**bezwaar, "uitkomst": uitkomst}}
    if uitkomst == "gegrond" and plan.toegekend is None:
        nieuw = _toekenning(plan)
        velden |= {naam: nieuw[naam] for naam in _INHOUD_BESLUIT if naam in nieuw}
    plan.stap("beschikking.gewijzigd", beschikking=velden)


def _corrigeer_beschikking(plan: Plan) -> None:
    vraag, kans = plan.vraag, plan.kans
    plan.wacht(2, 25)
    if vraag.arrangement:
        plan.toegekend = _ander_bedrag(plan.toegekend or vraag.arrangement, kans)
        plan.stap("beschikking.gewijzigd", beschikking={"arrangement": plan.toegekend})
    elif kans.random() < 0.5 and plan.geldig_tot:
        plan.geldig_tot = date(plan.geldig_tot.year + 1, 7, 31)
        plan.stap("beschikking.gewijzigd", beschikking={"geldigTot": plan.geldig_tot.isoformat()})
    else:
        plan.toegekend = tlv(str((plan.toegekend or {})["schoolsoort"]), None, kans)
        plan.stap("beschikking.gewijzigd", beschikking={"tlv": plan.toegekend})


def _trek_beschikking_in(plan: Plan) -> None:
    """Taken back: open again as before, and usually decided anew."""
    plan.wacht(5, 20)
    plan.stap("beschikking.ingetrokken", "in_behandeling", beschikking=None)
    plan.toegekend = plan.geldig_tot = None
    plan.wacht(4, 10)
    if plan.kans.random() < 0.3:
        plan.stap("aanvraag.ingetrokken", "ingetrokken")
    else:
        plan.stap("beschikking.afgegeven", "besloten", beschikking=_toekenning(plan))


def vervolg(plan: Plan) -> Kiem | None:
    """The herindicatie in the last schooljaar of what was granted, if the pupil still needs one."""
    if plan.toegekend is None or plan.geldig_tot is None:
        return None
    kans, jaar = plan.kans, plan.geldig_tot.year - 1
    is_arrangement = "type" in plan.toegekend
    doel = "arr" if is_arrangement else str(plan.toegekend["schoolsoort"])
    gevraagd = schooljaar_van(date.fromordinal(plan.kiem.dag))
    leerjaar = _leerjaar_later(plan.vraag.leerjaar, jaar - gevraagd, plan.bron.swv)
    if leerjaar is None or kans.random() >= kansen.VERLENGING[doel]:
        return None
    if is_arrangement and plan.toegekend["type"] in ("groep", "onderzoek", "overgang"):
        return None
    dag = dag_in(jaar, "vervolg_arr" if is_arrangement else "herindicatie", kans)
    if dag <= plan.stappen[-1].tijd // DAG:
        return None
    soort = str(plan.toegekend["type"] if is_arrangement else plan.toegekend["categorie"] or "")
    herkomst = plan.vraag.herkomst if is_arrangement else doel
    lid = plan.vraag.lid if is_arrangement else None
    return Kiem(dag, kans.getrandbits(48), lid, doel, Vorige(leerjaar, herkomst, soort))


def _leerjaar_later(leerjaar: int | None, jaren: int, swv: str) -> int | None:
    """Leerjaar after so many schooljaren; None when the pupil then leaves the SWV, or where none is known."""
    if leerjaar is None:
        return None
    if swv.startswith("PO"):
        return leerjaar + jaren if leerjaar + jaren < 8 else None
    later = (10 if leerjaar <= 8 else leerjaar) + jaren
    return later if 11 <= later <= 15 else None
