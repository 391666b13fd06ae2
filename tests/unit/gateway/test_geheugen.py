"""What is kept to give again: the least recently used goes first, by its size."""

from services.gateway.dashboards.geheugen import Geheugen


def test_the_least_recently_used_goes_when_it_becomes_too_much() -> None:
    geheugen = Geheugen[str, bytes](10, len)
    geheugen.zet("a", b"1234")
    geheugen.zet("b", b"1234")
    assert geheugen.get("a") == b"1234"
    geheugen.zet("c", b"123")
    assert (geheugen.get("a"), geheugen.get("b"), geheugen.get("c")) == (b"1234", None, b"123")


def test_a_new_value_takes_the_place_of_the_old_one_and_its_room() -> None:
    geheugen = Geheugen[str, bytes](10, len)
    for _ in range(5):
        geheugen.zet("a", b"12345678")
    geheugen.zet("b", b"12")
    assert len(geheugen) == 2


def test_what_is_larger_than_all_the_room_is_kept_until_the_next() -> None:
    geheugen = Geheugen[str, bytes](4, len)
    geheugen.zet("groot", b"123456789")
    assert geheugen.get("groot") is not None
    geheugen.zet("klein", b"1")
    assert geheugen.get("groot") is None
    assert geheugen.get("klein") == b"1"


def test_without_a_size_it_is_a_number_of_things() -> None:
    geheugen = Geheugen[int, str](2)
    for nummer in range(5):
        geheugen.zet(nummer, "x")
    assert [nummer for nummer in range(5) if geheugen.get(nummer)] == [3, 4]
