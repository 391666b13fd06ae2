"""Reading what mutmut says."""

from deploy.cli.mutatie import lees_uitslag


def test_only_what_no_test_noticed_survives() -> None:
    uitslag = lees_uitslag(
        "    a.x_f__mutmut_1: killed\n    a.x_f__mutmut_2: survived\n    a.xǁBǁf__mutmut_1: timeout\n    c: no tests\n"
    )

    assert (uitslag.alle, uitslag.gedood, uitslag.overlevenden) == (4, 2, ("a.x_f__mutmut_2", "c"))
    assert uitslag.score == 50.0


def test_of_nothing_the_score_is_zero() -> None:
    assert lees_uitslag("mutmut could not start").score == 0.0
