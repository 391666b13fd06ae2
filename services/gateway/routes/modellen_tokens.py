"""Access tokens as OpenAPI describes them."""

from uuid import UUID

from pydantic import Field

from services.gateway.domain.rechten import Rol
from services.gateway.routes.modellen import Bladerbaar, Link, Model, Tijd


class RechtModel(Model):
    """Een rol voor een eenheid; leeg bij platform."""

    rol: Rol
    eenheid: str = Field("", max_length=10)


class NieuwToken(Model):
    """Wat u vraagt. Zonder rechten: alles wat u zelf mag."""

    naam: str = Field(min_length=1, max_length=100)
    geldig_dagen: int = Field(30, ge=1, le=366)
    rechten: list[RechtModel] | None = Field(None, min_length=1, max_length=50)


class Token(Model):
    """Een toegangstoken, zonder het geheim."""

    id: UUID
    naam: str
    gemaakt_op: Tijd
    geldig_tot: Tijd
    rechten: list[RechtModel] | None
    links: dict[str, Link] = Field(alias="_links")


class TokenMetGeheim(Token):
    """Een nieuw toegangstoken; `token` wordt maar één keer getoond."""

    token: str


class Tokens(Bladerbaar):
    """Uw tokens die nog werken."""

    tokens: list[Token]
