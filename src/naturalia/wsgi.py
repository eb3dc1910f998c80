"""The web application, as a WSGI server loads it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naturalia.settings")
application = get_wsgi_application()

from naturalia.service.time_limits import limit_statements  # noqa: E402 - Django must be loaded

limit_statements()
