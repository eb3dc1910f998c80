"""Django settings, all from the environment and the installation's folder."""

from __future__ import annotations

from pathlib import Path

from naturalia import installation
from naturalia.configuration import value, words
from naturalia.service.logs import logging_configuration

PACKAGE = Path(__file__).parent
INSTALLATION = installation.current()

DEBUG = False
SECRET_KEY = INSTALLATION.secret_key
ALLOWED_HOSTS = words(value("NATURALIA_ALLOWED_HOSTS"))
CSRF_TRUSTED_ORIGINS = words(value("NATURALIA_TRUSTED_ORIGINS"))

_database = installation.database_parameters(INSTALLATION.database_url())
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.get("dbname", "naturalia"),
        "USER": _database.get("user", ""),
        "PASSWORD": _database.get("password", ""),
        "HOST": _database.get("host", ""),
        "PORT": _database.get("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "naturalia.catalogue",
    "naturalia.jobs",
    "naturalia.portal",
    "naturalia.api",
]
MIDDLEWARE = [
    "naturalia.service.health.Health",
    "naturalia.service.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "naturalia.service.sharing.CrossOriginReading",
    "naturalia.service.rates.RateLimit",
    "naturalia.service.shedding.LoadShedding",
    "naturalia.service.time_limits.TimeLimit",
    "naturalia.service.compression.Compression",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "naturalia.portal.security.ContentSecurityPolicy",
]
ROOT_URLCONF = "naturalia.urls"
WSGI_APPLICATION = "naturalia.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the assets ship in the package: no collection step on a laptop
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("nl", "Nederlands"),
]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
NATURALIA_IMAGE_HOSTS = frozenset(host.lower() for host in words(value("NATURALIA_IMAGE_HOSTS")))
"""Hosts from which pages may load images; without any, galleries show cards that lead to them."""

LOGGING = logging_configuration(value("NATURALIA_LOG_LEVEL"), value("NATURALIA_LOG_FORMAT"))

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # a pasted list of a hundred thousand lines
