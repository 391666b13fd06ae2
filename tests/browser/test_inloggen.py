"""Login, logout and what protects them."""

import re

import httpx
import pytest

from tests.browser.conftest import Bezoek
from tests.browser.server import POGINGEN, Draaiend
from tests.browser.vulling import WACHTWOORD


def test_who_is_not_logged_in_comes_back_after_login(bezoek: Bezoek) -> None:
    bezoeker = bezoek()
    bezoeker.ga("/verwijzingen?schooljaar=2024-2025")
    assert "/inloggen" in bezoeker.pagina.url

    bezoeker.pagina.fill("#naam", "swv.po9901")
    bezoeker.pagina.fill("#wachtwoord", WACHTWOORD)
    bezoeker.pagina.click("main button[type=submit]")

    assert bezoeker.pagina.url.endswith("/verwijzingen?schooljaar=2024-2025")


def test_wrong_password_is_told_without_saying_what_is_wrong(bezoek: Bezoek) -> None:
    bekend, onbekend = bezoek(), bezoek()

    bekend.log_in("swv.vo9901", "verkeerd")
    onbekend.log_in("niemand", "verkeerd")

    assert bekend.teksten(".melding") == onbekend.teksten(".melding") != []
    bekend.foto("inloggen-mislukt")
    assert bekend.gebreken() == []


def test_too_many_wrong_passwords_lock_the_account(bezoek: Bezoek) -> None:
    bezoeker = bezoek()
    for _ in range(POGINGEN):
        bezoeker.log_in("beheerder.po9901", "verkeerd")

    bezoeker.log_in("beheerder.po9901")

    assert "niet gelukt" in bezoeker.teksten(".melding")[0]


def test_logout_ends_the_session(bezoek: Bezoek, gateway: Draaiend) -> None:
    bezoeker = bezoek("swv.po9901", vers=True)
    koekje = next(k for k in bezoeker.pagina.context.cookies() if k.get("name") == "sessie")

    bezoeker.pagina.click(".ik > summary")
    bezoeker.pagina.click("text=Uitloggen")

    assert bezoeker.teksten(".melding") == ["U bent uitgelogd."]
    antwoord = httpx.get(f"{gateway.adres}/overzicht", cookies={"sessie": str(koekje.get("value"))})
    assert antwoord.status_code == 303


def test_cookies_are_closed_to_scripts_and_other_sites(bezoek: Bezoek) -> None:
    bezoeker = bezoek("swv.po9901", vers=True)

    koekjes = bezoeker.pagina.context.cookies()

    assert {k.get("name") for k in koekjes} == {"sessie", "recent"}
    assert all(k.get("httpOnly") and k.get("sameSite") == "Lax" for k in koekjes)


def test_over_https_cookies_are_bound_to_the_host(gateway: Draaiend) -> None:
    antwoord = httpx.get(f"{gateway.adres}/inloggen", headers={"X-Forwarded-Proto": "https"})

    assert re.match(r"__Host-bezoek=[^;]+;.*HttpOnly;.*Path=/;.*SameSite=lax; Secure", antwoord.headers["set-cookie"])


@pytest.mark.parametrize("pad", ["/uitloggen", "/weergave", "/inloggen"])
def test_a_form_of_another_site_does_nothing(bezoek: Bezoek, gateway: Draaiend, pad: str) -> None:
    bezoeker = bezoek("swv.po9901", vers=True)
    koekjes = {str(k.get("name")): str(k.get("value")) for k in bezoeker.pagina.context.cookies()}

    antwoord = httpx.post(
        f"{gateway.adres}{pad}", cookies=koekjes, data={"formulier": "verzonnen", "weergave": "donker"}
    )

    assert antwoord.status_code == 400
    bezoeker.ga("/overzicht")
    assert bezoeker.pagina.url.endswith("/overzicht")


@pytest.mark.parametrize(
    "naar", ["//elders.example", "https://elders.example", "/\\elders.example", "javascript:alert(1)"]
)
def test_login_never_leads_to_another_site(bezoek: Bezoek, naar: str) -> None:
    bezoeker = bezoek()
    bezoeker.ga(f"/inloggen?naar={naar}")

    bezoeker.pagina.fill("#naam", "swv.po9901")
    bezoeker.pagina.fill("#wachtwoord", WACHTWOORD)
    bezoeker.pagina.click("main button[type=submit]")

    assert bezoeker.pagina.url.endswith("/overzicht")


def test_display_is_chosen_and_kept(bezoek: Bezoek) -> None:
    bezoeker = bezoek("swv.po9901", vers=True)
    bezoeker.ga("/verwijzingen?schooljaar=2024-2025")

    bezoeker.pagina.click(".ik > summary")
    bezoeker.pagina.click("text=Donker")

    assert bezoeker.pagina.url.endswith("/verwijzingen?schooljaar=2024-2025")
    assert bezoeker.pagina.get_attribute("html", "data-weergave") == "donker"
    assert bezoeker.gebreken() == []
