"""Django application: api."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers ``naturalia.api`` with Django."""

    name = "naturalia.api"
