"""The audit of a release: can any attacker confine a small cell to fewer than five integers?

`opbouw` turns releases and the truth behind them (`waarheid`, `beweringen`) into closed worlds (`stelsel`), with wholes
and their parts together (`samenhang`); `wissel` sees cheaply where dossiers could as well be another school's,
`verkorten` makes one unknown of what did not change, `tegenwerelden` finds other worlds that look the same from outside
(as a `programma`, made whole by `heel`; `dekking` keeps for whom, `grenzen` what is impossible), `oordeel` decides,
`uitvoering` does all worlds in parallel and proposes repairs. No chance decides.
"""
