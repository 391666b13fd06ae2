"""The audit of a release: can any attacker confine a small cell to fewer than five integers?

`opbouw` turns releases and the truth behind them (`waarheid`, `beweringen`) into closed worlds (`stelsel`), `wissel`
sees cheaply where dossiers could as well be another school's, `tegenwerelden` finds other worlds that look the same
from outside, `oordeel` decides, `uitvoering` does all worlds in parallel and proposes repairs. No chance decides.
"""
