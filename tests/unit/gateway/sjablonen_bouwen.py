"""Word files as people upload them: good ones, and ones made to do harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OD: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_IDS: Final = {"heading 1": "Kop1", "heading 2": "Kop2", "Title": "Titel", "Normal": "Standaard"}

Delen = Mapping[str, str | bytes | None]


def stijl(naam: str, rpr: str = "", op: str = "") -> str:
    """A paragraph style as Dutch Word writes it: another id than its name."""
    basis = f'<w:basedOn w:val="{op}"/>' if op else ""
    id_ = _IDS.get(naam, naam)
    return (
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{naam}"/>{basis}<w:rPr>{rpr}</w:rPr></w:style>'
    )


GEWOON: Final = (
    stijl("Normal", '<w:rFonts w:ascii="Verdana"/><w:sz w:val="20"/>')
    + stijl("Title", '<w:rFonts w:asciiTheme="majorHAnsi"/><w:color w:val="0B6E4F"/>', "Standaard")
    + stijl("heading 1", '<w:rFonts w:asciiTheme="majorHAnsi"/><w:b/><w:color w:val="0B6E4F"/><w:sz w:val="96"/>')
    + stijl("heading 2", '<w:b w:val="0"/>', "Kop1")
    + stijl("heading 3", '<w:color w:val="FFFF99"/>', "Kop1")
)


def rels(*relaties: tuple[str, str], buiten: bool = False) -> str:
    """Relationships (kind, target)."""
    extra = ' TargetMode="External"' if buiten else ""
    regels = "".join(
        f'<Relationship Id="r{nummer}" Type="{_OD}/{soort}" Target="{doel}"{extra}/>'
        for nummer, (soort, doel) in enumerate(relaties)
    )
    return f'<Relationships xmlns="{_RELS}">{regels}</Relationships>'


def soorten(hoofd: str = f"{_WORD}document.main+xml") -> str:
    """Content types."""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{hoofd}"/></Types>'
    )


def png(breed: int = 40, hoog: int = 20, extra: bytes = b"") -> bytes:
    """A grey picture; `extra` as a text chunk, and behind the end."""

    def deel(soort: bytes, inhoud: bytes) -> bytes:
        return struct.pack(">I", len(inhoud)) + soort + inhoud + struct.pack(">I", zlib.crc32(soort + inhoud))

    ihdr = struct.pack(">IIBBBBB", breed, hoog, 8, 0, 0, 0, 0)
    regels = zlib.compress(b"".join(b"\0" + b"\x80" * min(breed, 100) for _ in range(min(hoog, 100))))
    tekst = deel(b"tEXt", b"Comment\0" + extra) if extra else b""
    return b"\x89PNG\r\n\x1a\n" + deel(b"IHDR", ihdr) + tekst + deel(b"IDAT", regels) + deel(b"IEND", b"") + extra


def docx(stijlen: str = GEWOON, anders: Delen | None = None) -> bytes:
    """A template with a logo; `anders`: parts by name, None leaves one out."""
    tekst = "<w:body><w:p><w:r><w:t>geheime tekst</w:t></w:r></w:p></w:body>"
    delen: Delen = {
        "[Content_Types].xml": soorten(),
        "_rels/.rels": rels(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}>{tekst}</w:document>",
        "word/_rels/document.xml.rels": rels(
            ("styles", "styles.xml"), ("header", "header1.xml"), ("theme", "theme/theme1.xml")
        ),
        "word/styles.xml": f"<w:styles {W}>{stijlen}</w:styles>",
        "word/theme/theme1.xml": '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:themeElements><a:fontScheme><a:majorFont><a:latin typeface="Georgia"/></a:majorFont></a:fontScheme>'
        "</a:themeElements></a:theme>",
        "word/header1.xml": f"<w:hdr {W}/>",
        "word/_rels/header1.xml.rels": rels(("image", "media/logo.png")),
        "word/media/logo.png": png(),
    }
    return als_zip({**delen, **(anders or {})})


def als_zip(delen: Delen) -> bytes:
    """A ZIP of parts."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, inhoud in delen.items():
            if inhoud is not None:
                zip_.writestr(naam, inhoud)
    return uit.getvalue()
