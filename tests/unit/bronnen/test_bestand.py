"""A file is read right, or refused with a clear Dutch reason: never half, never with wrong letters."""

import io
import struct
import zipfile

import pytest

from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.fouten import MAX_FOUTEN, OngeldigBestandError
from shared.contracts.bronnen.organisatie import OrganisatieRij
from shared.contracts.bronnen.soorten import ORGANISATIE
from shared.contracts.bronnen.tabel import Gelezen
from tests.bronnen import KOPPEN, csv, regel, xlsx


def lees(inhoud: bytes) -> Gelezen[OrganisatieRij]:
    return lees_bestand(ORGANISATIE, inhoud)


def afgekeurd(inhoud: bytes) -> str:
    with pytest.raises(OngeldigBestandError) as fout:
        lees(inhoud)
    return fout.value.fouten[0].melding


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("einde", ["\r\n", "\n"])
def test_each_encoding_gives_the_same_names(codering: str, einde: str) -> None:
    gelezen = lees(csv(regel(naam="Réünie – ’t Hôf"), codering=codering, einde=einde))

    assert gelezen.rijen[0].naam == "Réünie – ’t Hôf"
    assert gelezen.waarschuwingen == ()


def test_a_workbook_reads_like_a_csv() -> None:
    regels = [regel(), regel("99AC00", tot="2020-2021", subregio="", subregioNaam="")]

    assert lees(xlsx(*regels)) == lees(csv(*regels))


def test_numbers_and_hidden_sheets_of_a_workbook() -> None:
    from openpyxl import Workbook

    boek = Workbook()
    verborgen = boek.active
    assert verborgen is not None
    verborgen.append(["iets anders"])
    verborgen.sheet_state = "hidden"
    blad = boek.create_sheet("gegevens")
    blad.append(KOPPEN)
    blad.append([99001 if kop == "bestuur" else regel()[kop] for kop in KOPPEN])
    uit = io.BytesIO()
    boek.save(uit)

    assert lees(uit.getvalue()).rijen[0].bestuur == "99001"


def test_headers_without_regard_to_case_spaces_order_and_with_duo_names() -> None:
    koppen = [
        "SWV NAAM",
        "tot",
        "Vanaf",
        "BRIN NUMMER",
        "VESTIGINGSNUMMER",
        "Naam",
        "BESTUUR",
        "bestuur_naam",
        "SUBREGIO",
    ]
    koppen += ["subregioNaam", "swv", "Schoolsoort", "PLAATS"]
    waarden = ["Samen", "", "2018-2019", "99AB", "00", "De Brug", "99001", "Stichting", "PO9901-N", "Noord", "PO9901"]
    waarden += ["bao", "Waterkerke"]

    gelezen = lees((";".join(koppen) + "\n" + ";".join(waarden) + "\n").encode())

    assert gelezen.rijen[0].vestiging == "99AB00"
    assert gelezen.rijen[0].swv_naam == "Samen"


def test_unknown_columns_are_told_and_not_used() -> None:
    gelezen = lees(csv(regel() | {"telefoon": "x"}, koppen=[*KOPPEN, "telefoon"]))

    assert gelezen.waarschuwingen == ("Deze kolom is niet gebruikt: telefoon.",)


def test_missing_columns_are_named() -> None:
    melding = afgekeurd(csv(regel(), koppen=[kop for kop in KOPPEN if kop not in ("plaats", "tot")]))

    assert melding.startswith("Deze kolommen ontbreken: plaats, tot.")


def test_a_column_twice_is_refused() -> None:
    assert "twee keer" in afgekeurd(csv(regel(), koppen=[*KOPPEN, "Plaats"]))


def test_quotes_empty_rows_sep_line_and_trailing_semicolons() -> None:
    tekst = csv(regel(naam='"De ""Brug""; boven"'), regel("99AC00")).decode()
    tekst = "sep=;\r\n" + tekst.replace("\r\n", ";\r\n\r\n") + ";;;;;;;;;;;;\r\n\r\n"

    gelezen = lees(tekst.encode())

    assert [rij.naam for rij in gelezen.rijen] == ['De "Brug"; boven', "De Brug 99AC00"]
    assert gelezen.rijen[0].rij == 4


def test_every_cut_is_refused_or_leaves_whole_lines() -> None:
    heel = csv(regel("99AB00"), regel("99AC00", naam="Hé"), regel("99AD00", tot="2020-2021"))
    compleet = lees(heel).rijen

    for lengte in range(len(heel)):
        try:
            gelezen = lees(heel[:lengte])
        except OngeldigBestandError:
            continue
        begin = compleet[: len(gelezen.rijen)]
        # The last value may be gone: then the missing line end is told.
        assert gelezen.rijen == begin or gelezen.waarschuwingen
        assert gelezen.rijen[:-1] == begin[:-1]


@pytest.mark.parametrize(
    ("inhoud", "woord"),
    [
        (b"", "leeg"),
        (csv(), "geen regels"),
        (csv(regel(), codering="utf-16"), "UTF-16"),
        (csv(regel(naam="Hé")) + "Hé; en verder".encode("cp1252"), "twee tekencoderingen"),
        (csv(regel(naam="Hé")).replace("é".encode(), b"\x81"), "geen UTF-8 en geen windows-1252"),
        (csv(regel()).replace(b";", b"|"), "puntkomma"),
        (csv(regel(naam="Hé"), codering="cp850"), "DOS"),
        (csv(regel(naam="Crèche"), codering="cp850"), "DOS"),
        (csv(regel()).decode().encode("utf-16-le"), "geen CSV"),
        (csv(regel()).replace(b"De Brug", b"De\0Brug"), "geen CSV"),
        (csv(regel()).replace(b";", b"\t"), "puntkomma"),
        (csv(regel())[:-30] + b'"open', "afgebroken"),
        (b"%PDF-1.7\x00\x01", "geen CSV"),
        (b"\xd0\xcf\x11\xe0rest", "oud Excel"),
        (xlsx(regel())[:900], "beschadigd"),
        (b"PK\x03\x04rommel", "beschadigd"),
    ],
)
def test_other_files_are_refused_with_the_reason(inhoud: bytes, woord: str) -> None:
    assert woord in afgekeurd(inhoud)


def _verbouw(inhoud: bytes, **delen: bytes) -> bytes:
    """The workbook with members replaced or added."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as doel:
        namen = {naam.replace("__", "/").replace("_xml", ".xml"): deel for naam, deel in delen.items()}
        for naam in bron.namelist():
            doel.writestr(naam, namen.pop(naam, bron.read(naam)))
        for naam, deel in namen.items():
            doel.writestr(naam, deel)
    return uit.getvalue()


@pytest.mark.parametrize("codering", ["utf-8", "utf-16"])
def test_xml_with_entities_is_refused(codering: str) -> None:
    xml = f'<?xml version="1.0" encoding="{codering}"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

    assert "niet is toegestaan" in afgekeurd(_verbouw(xlsx(regel()), xl__sharedStrings_xml=xml.encode(codering)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "veel te groot" in afgekeurd(_verbouw(xlsx(regel()), xl__bom_xml=b"<a>" + b" " * 50_000_000))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bom = _verbouw(xlsx(regel()), xl__sharedStrings_xml=b"<a>" + b" " * 5_000_000)
    assert "veel te groot" in afgekeurd(bom)
    eerlijk, leugen = struct.pack("<L", 5_000_003), struct.pack("<L", 500)

    assert "beschadigd" in afgekeurd(bom.replace(eerlijk, leugen))


def test_a_sheet_that_claims_a_million_columns_is_read_as_it_is() -> None:
    blad = zipfile.ZipFile(io.BytesIO(xlsx(regel()))).read("xl/worksheets/sheet1.xml")
    ruim = blad.replace(b'<dimension ref="A1:L2"', b'<dimension ref="A1:XFD1048576"')
    assert ruim != blad

    assert len(lees(_verbouw(xlsx(regel()), xl__worksheets__sheet1_xml=ruim)).rijen) == 1


def test_a_missing_line_end_is_told() -> None:
    assert "geen regeleinde" in lees(csv(regel()).rstrip()).waarschuwingen[0]


def test_a_file_with_commas_is_read_when_its_header_says_so() -> None:
    """As DUO publishes the judgements of the Inspectie."""
    komma = csv(regel(naam="De Brug"), regel("99AC00")).replace(b";", b",")

    assert lees(komma) == lees(csv(regel(naam="De Brug"), regel("99AC00")))
    assert lees(b"sep=,\r\n" + komma).rijen[0].naam == "De Brug"
    assert lees(komma.replace(b"De Brug,", b'"De Brug, boven",')).rijen[0].naam == "De Brug, boven"


@pytest.mark.parametrize("naam", ["De Brug, boven", "a,b,c"])
def test_a_comma_too_many_is_never_guessed(naam: str) -> None:
    assert "Regel 3: heeft" in afgekeurd(csv(regel(), regel("99AC00", naam=naam)).replace(b";", b","))


def test_quotes_of_windows_between_words_are_no_letters_of_dos() -> None:
    namen = ("’t Hof", "De „Brug“ – boven", "Šumava ‹noord›", "100‰", "Hé ”ja”")
    for naam in namen:
        assert lees(csv(regel(naam=naam), codering="cp1252")).rijen[0].naam == naam


def test_the_first_hundred_errors_in_row_order_and_the_count() -> None:
    with pytest.raises(OngeldigBestandError) as fout:
        lees(csv(*(regel(f"99AB{nummer:02d}", schoolsoort="iets geheims") for nummer in range(100)), *[regel()] * 60))

    assert fout.value.aantal == 100 + 59
    assert len(fout.value.fouten) == MAX_FOUTEN
    assert [een.rij for een in fout.value.fouten] == list(range(2, 102))
    assert "geheim" not in str(fout.value.fouten)
