"""Django application: catalogue."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers ``naturalia.catalogue`` with Django."""

    name = "naturalia.catalogue"
