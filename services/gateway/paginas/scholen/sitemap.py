"""For search engines: every published profile, and nothing behind the login."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from services.gateway.handlers.profielen.poorten import Vindplaats
from services.gateway.paginas.scholen.beeld import adres_van
from shared.contracts.eenheden import vestiging_code


def sitemap(wortel: str, profielen: Sequence[Vindplaats]) -> str:
    """Sitemap protocol 0.9. `wortel`: the address of this site, with a slash at the end."""
    paginas: list[tuple[str, str | None]] = [(f"{wortel}scholen", None)]
    for een in profielen:
        adres = adres_van(vestiging_code(een.vestiging), een.naam, een.plaats)
        paginas.append((wortel.rstrip("/") + adres, een.op.date().isoformat()))
    regels = [f"<url><loc>{escape(plek)}</loc>{f'<lastmod>{op}</lastmod>' if op else ''}</url>" for plek, op in paginas]
    kop = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return kop + "\n".join(regels) + "\n</urlset>\n"


def robots(wortel: str) -> str:
    """Only the public pages are worth a visit."""
    return f"User-agent: *\nAllow: /$\nAllow: /scholen\nDisallow: /\nSitemap: {wortel}sitemap.xml\n"
