"""Django application: jobs."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers ``naturalia.jobs`` with Django."""

    name = "naturalia.jobs"
