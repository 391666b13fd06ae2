"""The gallery is whole, small, and the page that the command writes."""

from bench.galerij import MAP, MAX_BYTES, PLATEN, bladzijde


def test_every_picture_is_there_and_together_they_are_small() -> None:
    platen = {pad.stem: pad.stat().st_size for pad in MAP.glob("*.jpg")}
    assert set(platen) == {plaat.bestand for plaat in PLATEN}
    assert sum(pad.stat().st_size for pad in MAP.iterdir()) < MAX_BYTES
    assert min(platen.values()) > 5_000


def test_the_page_names_them_all() -> None:
    assert (MAP / "README.md").read_text() == bladzijde()
