"""`/v1/profielen`: what schools say about their support. Published profiles are open to everybody, drafts are not."""

from fastapi import APIRouter

from services.gateway.routes.diensten import Diensten
from services.gateway.routes.profielen import concept, formulieren, openbaar, staat, tabellen, voortgang


def build_router(diensten: Diensten) -> APIRouter:
    """All its routes; fixed names before the ones that take a code of a school."""
    router = APIRouter(prefix="/v1", tags=["profielen"])
    for module in (formulieren, voortgang, tabellen, openbaar, concept, staat):
        module.voeg_toe(router, diensten)
    return router
