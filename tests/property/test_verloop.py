"""Stateful: whatever LDOS and the log do next, the running cells equal a recomputation and nothing vanishes."""

from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from services.aggregator.domain import Bericht, Stand, Telling, contributions, reduce
from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Cel, Kubus, Maten
from shared.contracts.zaken import Zaak
from tests.bouwers import besloten, besluit, dossier, zaak

_VESTIGINGEN = st.sampled_from(["99AB00", "99CD01", "98ZZ07"])
_ZONDER_BESLUIT = st.sampled_from([status for status in codes.STATUSSEN if status != "besloten"])


@st.composite
def _inhoud(draw: st.DrawFn) -> dict[str, Any] | None:
    """What LDOS may say of a dossier next: open, ended, decided either way, or gone."""
    soort = draw(st.sampled_from(["open", "toegekend", "afgewezen", "weg"]))
    if soort == "weg":
        return None
    velden = {"vestiging": draw(_VESTIGINGEN), "leerjaar": draw(st.sampled_from([None, *codes.LEERJAREN]))}
    if soort == "open":
        return dossier(status=draw(_ZONDER_BESLUIT), **velden)
    if soort == "afgewezen":
        return besloten(besluit=besluit(uitkomst="afgewezen", tlv=None, geldigheid=None), **velden)
    return besloten(**velden)


class Verloop(RuleBasedStateMachine):
    """LDOS pushes, repeats and corrects; the log may be delivered in any batches; the process may start anew."""

    gepusht = Bundle("gepusht")

    def __init__(self) -> None:
        super().__init__()
        self.wachtend: list[Zaak] = []
        self.aangekomen: list[Zaak] = []
        self.zaken: dict[bytes, Stand] = {}
        self.cellen: dict[Cel, Maten] = {}
        self.telling = Telling()

    @rule(target=gepusht, nummer=st.integers(1, 3), versie=st.integers(1, 6), inhoud=_inhoud())
    def push(self, nummer: int, versie: int, inhoud: dict[str, Any] | None) -> Any:
        """A version of a dossier; other content under a version that exists is a conflict, and is allowed."""
        een = zaak(nummer, versie, inhoud)
        self.wachtend.append(een)
        return multiple(een)

    @rule(een=gepusht)
    def herhaal(self, een: Zaak) -> None:
        """The same push again."""
        self.wachtend.append(een)

    @rule(kans=st.randoms(use_true_random=False))
    def schud(self, kans: Any) -> None:
        """What waits arrives in another order."""
        kans.shuffle(self.wachtend)

    @rule(aantal=st.integers(1, 8))
    def verwerk(self, aantal: int) -> None:
        """One batch, in one transaction."""
        batch, self.wachtend = self.wachtend[:aantal], self.wachtend[aantal:]
        gevolg = reduce(self.zaken, [Bericht(0, een) for een in batch])
        self.zaken |= gevolg.zaken
        for cel, maten in gevolg.delta.items():
            oud = self.cellen.pop(cel, Maten(0))
            som = Maten(*(a + b for a, b in zip(oud, maten, strict=True)))
            if any(som):
                self.cellen[cel] = som
        self.telling += gevolg.telling
        self.aangekomen += batch

    @rule(aantal=st.integers(1, 8))
    def val_om(self, aantal: int) -> None:
        """A batch that is rolled back: nothing of it may stay."""
        reduce(self.zaken, [Bericht(0, een) for een in self.wachtend[:aantal]])

    @invariant()
    def cellen_zijn_een_herberekening(self) -> None:
        """First of every version, highest version of every case, contributions added up."""
        som: Counter[Cel] = Counter()
        for een in self._geldend():
            for cel, _ in contributions(een.swv, een.dossier):
                som[cel] += 1
        assert self.cellen == {cel: Maten(aantal) for cel, aantal in som.items()}

    @invariant()
    def er_verdwijnt_niets(self) -> None:
        """The conservation law, and its meaning."""
        telling = self.telling
        assert telling.ontvangen == len(self.aangekomen)
        assert telling.ontvangen == telling.geteld + telling.achterhaald + telling.dubbel + telling.dood
        assert telling.geteld == len(self.zaken)

    @invariant()
    def elke_aanvraag_loopt_of_eindigde(self) -> None:
        """aanvragen = openstaand + zonder besluit + besloten."""
        veld = INDELINGEN[Kubus.AANVRAAG].velden["status"]
        per_status: Counter[object] = Counter()
        for cel, (aantal, _, _) in self.cellen.items():
            if cel.kubus == Kubus.AANVRAAG:
                per_status[veld.waarden[veld.lees(cel.code)]] += aantal
        delen = (codes.OPENSTAAND, codes.ZONDER_BESLUIT, ("besloten",))
        assert sum(per_status.values()) == sum(per_status[status] for deel in delen for status in deel)
        assert all(cel[0] >= 0 for cel in self.cellen.values())

    def _geldend(self) -> list[Zaak]:
        """By arrival: a version that equals the highest so far is the first to say so; later ones are conflicts."""
        hoogste: dict[str, Zaak] = {}
        for een in self.aangekomen:
            if een.zaak not in hoogste or een.versie > hoogste[een.zaak].versie:
                hoogste[een.zaak] = een
        return list(hoogste.values())


TestVerloop = Verloop.TestCase
TestVerloop.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
