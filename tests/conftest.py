"""Fixtures that several parts of the house share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import settings

from naturalia import installation
from naturalia.catalogue.indexing import search_index
from tests.shared import SHARED, shared_file

# A machine under load is no failure of the code: time is measured by the benchmarks.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def catalogue() -> Iterator[None]:
    """An empty catalogue: no specimens, no files, no index."""
    empty_catalogue()
    yield
    empty_catalogue()


def empty_catalogue() -> None:
    tables = ", ".join(model._meta.db_table for model in apps.get_app_config("catalogue").get_models())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    place = installation.current()
    for folder in (place.files, place.work, place.index, place.exports):
        shutil.rmtree(folder, ignore_errors=True)
    search_index.cache_clear()


@pytest.fixture
def shared() -> Path:
    """The folder of real archives beside the checkout."""
    shared_file("data", "archives")
    return SHARED
