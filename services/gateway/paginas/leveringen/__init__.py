"""`/leveringen`: a beheerder loads a file, sees beforehand what is wrong and what changes, and how far it is."""

from services.gateway.paginas.leveringen.routes import ADRES, Leveringspagina, router

__all__ = ["ADRES", "Leveringspagina", "router"]
