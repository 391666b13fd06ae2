"""Units above, called so that they are told apart."""

from services.reports.domain.gespreksrapport.boven import namen


def test_the_same_name_of_two_regions_has_its_code() -> None:
    ouders = [
        {"naam": naam, "eenheid": code}
        for naam, code in (("Noord", "PO9901-N"), ("Zuid", "PO9901-Z"), ("Noord", "VO9901-N"))
    ]
    assert namen(ouders) == ["Noord (PO9901-N)", "Zuid", "Noord (VO9901-N)"]
