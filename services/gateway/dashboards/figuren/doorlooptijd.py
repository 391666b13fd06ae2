"""Figure: how long a decision takes: median and ninth in ten, share in term, and the two legs."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.figuren.zinnen import GENOEG_VOOR_PROCENT
from services.gateway.dashboards.gegevens import NIETS, NVT, VERBORGEN, Waarde, lees
from services.gateway.dashboards.getallen import kort_schooljaar, procent
from services.gateway.dashboards.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Spec, Tabel
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.getallen import getal

_MATEN: Final = ("mediaan", "p90", "totCompleet", "vanafCompleet")
_KOLOMMEN: Final = (
    Kolom("Schooljaar", "tekst"), Kolom("besluiten"), Kolom("mediaan", "dagen"), Kolom("negen van de tien", "dagen"),
    Kolom("binnen de termijn"), Kolom("besluiten met termijn"), Kolom("tot compleet (mediaan)", "dagen"),
    Kolom("vanaf compleet (mediaan)", "dagen"),
)  # fmt: skip


def doorlooptijd(onderwerp: Onderwerp) -> Bouwsteen:
    """The figure of one subject."""

    def vraag(kader: Kader) -> Vraag:
        return onderwerp.waarden(kader, "doorlooptijd", kader.keuze.reeks)

    def maak(gegevens: Gegevens) -> Figuur:
        keuze, antwoord = gegevens.keuze, gegevens[vraag(gegevens.kader)]
        per_jaar = {jaar: antwoord.ruw(jaar) for jaar in keuze.jaren}
        rijen = [rij for jaar, ruw in per_jaar.items() for rij in _rijen(jaar, ruw)]
        return Figuur(
            code="doorlooptijd",
            titel="Hoe lang duurt het tot een besluit?",
            zin=zin(per_jaar[keuze.jaar], keuze.jaar),
            vergelijking=_eerder(per_jaar.get(keuze.eerder, {}), keuze),
            tabel=Tabel(_KOLOMMEN, tuple(_tabelrij(jaar, per_jaar[jaar], keuze) for jaar in reversed(keuze.jaren))),
            indicatoren=(onderwerp.indicator("doorlooptijd"),),
            spec=_spec(rijen, keuze) if rijen else None,
            beschrijving="Per schooljaar een streep van de mediaan tot het aantal dagen waarbinnen negen van de tien"
            " besluiten vielen. De getallen staan in de tabel onder de grafiek.",
            leeg=_leeg(per_jaar.values()),
            noten=(
                "Mediaan: de helft van de besluiten kwam binnen zoveel dagen. De streep loopt tot het aantal dagen"
                " waarbinnen negen van de tien besluiten vielen. Compleet: het dossier was volledig.",
            ),
            legenda=(("mediaan", "--g-een"), ("streep: tot negen van de tien", "--g-inkt")),
        )

    return Bouwsteen(lambda kader: [vraag(kader)], maak)


def zin(ruw: Mapping[str, Any], jaar: str) -> str:
    """How long it took; a percentage only over enough decisions."""
    aantal = ruw.get("aantal")
    if aantal is None:
        return f"Voor {jaar} is er geen doorlooptijd: {_geen(ruw).toon}."
    if not aantal:
        return f"In {jaar} is nog geen besluit genomen."
    if ruw["mediaan"] is None:
        return f"Hoe lang de {getal(aantal)} besluiten van {jaar} duurden, is niet vrijgegeven."
    if aantal == 1:
        return f"In {jaar} is één besluit genomen, na {ruw['mediaan']} dagen."
    tekst = f"De helft van de {getal(aantal)} besluiten van {jaar} kwam binnen {ruw['mediaan']} dagen"
    return f"{tekst}, negen van de tien binnen {ruw['p90']} dagen." if aantal >= GENOEG_VOOR_PROCENT else f"{tekst}."


def _eerder(ruw: Mapping[str, Any], keuze: Keuze) -> str:
    if ruw.get("mediaan") is None:
        return ""
    binnen = ruw["binnenTermijn"]
    deel = ""
    if binnen and binnen["noemer"] >= GENOEG_VOOR_PROCENT:
        deel = f"; {procent(binnen['waarde'])} binnen de termijn"
    return f"In {keuze.eerder}: mediaan {ruw['mediaan']} dagen{deel}."


def _leeg(per_jaar: Iterable[Mapping[str, Any]]) -> str:
    """Why there is no picture: of a few decisions a release says how many, not how long."""
    if any(ruw.get("aantal") for ruw in per_jaar):
        return "Hoe lang het duurde, is niet vrijgegeven."
    return "In deze schooljaren is niets besloten."


def _geen(ruw: Mapping[str, Any]) -> Waarde:
    """Why there is no number."""
    return Waarde(None, ruw.get("status"), ruw.get("tekst")) if ruw else NIETS


def _tabelrij(jaar: str, ruw: Mapping[str, Any], keuze: Keuze) -> Rij:
    aantal = ruw.get("aantal")
    if aantal is None:
        return Rij((jaar, *([_geen(ruw)] * (len(_KOLOMMEN) - 1))), jaar == keuze.jaar)
    mediaan, p90, tot, vanaf = (_maat(ruw, naam) for naam in _MATEN)
    if aantal and mediaan.getal is None:
        mediaan = p90 = Waarde(None, VERBORGEN, "niet vrijgegeven")
    binnen = ruw["binnenTermijn"] or {}
    teller, noemer = (_of_nvt(binnen.get(naam), ruw) for naam in ("teller", "noemer"))
    return Rij((jaar, lees({"waarde": aantal, **_status(ruw)}), mediaan, p90, teller, noemer, tot, vanaf),
               jaar == keuze.jaar)  # fmt: skip


def _status(ruw: Mapping[str, Any]) -> dict[str, Any]:
    return {"status": ruw.get("status")}


def _maat(ruw: Mapping[str, Any], naam: str) -> Waarde:
    return _of_nvt(ruw.get(naam), ruw)


def _of_nvt(waarde: Any, ruw: Mapping[str, Any]) -> Waarde:
    return Waarde(None, NVT) if waarde is None else Waarde(float(waarde), ruw.get("status"))


def _rijen(jaar: str, ruw: Mapping[str, Any]) -> list[dict[str, Any]]:
    if ruw.get("mediaan") is None:
        return []
    uitleg = f"{jaar}: mediaan {ruw['mediaan']} dagen, negen van de tien binnen {ruw['p90']} dagen"
    return [{"jaar": kort_schooljaar(jaar), "mediaan": ruw["mediaan"], "p90": ruw["p90"], "uitleg": uitleg,
             "voorlopig": ruw.get("status") == "p"}]  # fmt: skip


def _spec(rijen: list[dict[str, Any]], keuze: Keuze) -> Spec:
    x = {"field": "jaar", "type": "ordinal", "axis": as_jaren(keuze.jaar),
         "scale": {"domain": [kort_schooljaar(jaar) for jaar in keuze.jaren], "paddingInner": 0.3}}  # fmt: skip
    y = {"field": "mediaan", "type": "quantitative", "scale": {"zero": True},
         "axis": as_aantal(max(rij["p90"] for rij in rijen), "dagen")}  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    vlak = {"condition": {"test": "datum.voorlopig", "value": kleur("--g-vlak")}, "value": kleur("--g-een")}
    return grafiek(
        "Dagen van aanvraag tot besluit", rijen, encoding={"x": x, "y": y},
        layer=[
            {"mark": {"type": "rule", "color": kleur("--g-inkt"), "strokeWidth": 3, "opacity": 0.55},
             "encoding": {"y2": {"field": "p90"}}},
            {"mark": {"type": "tick", "color": kleur("--g-inkt"), "thickness": 3, "bandSize": 18},
             "encoding": {"y": {"field": "p90", "type": "quantitative"}}},
            {"mark": {"type": "point", "size": 110, "strokeWidth": 2.2, "opacity": 1, "stroke": kleur("--g-een"),
                      "ariaRoleDescription": "punt"},
             "encoding": {"fill": vlak, "tooltip": hint, "description": hint}},
        ],
    )  # fmt: skip
