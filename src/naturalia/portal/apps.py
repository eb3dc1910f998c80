"""Django application: portal."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers ``naturalia.portal`` with Django."""

    name = "naturalia.portal"
