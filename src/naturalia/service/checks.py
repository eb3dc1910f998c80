"""Whether an installation can serve: each part is looked at, and what is wrong is said with what to do."""

from __future__ import annotations

import shutil

import msgspec
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from naturalia import installation
from naturalia.catalogue.indexing import search_index
from naturalia.catalogue.models import Publication
from naturalia.configuration import positive, problems, value
from naturalia.search import IndexOutdatedError, SpecimenQuery, search

MEBIBYTE = 2**20
ASSETS = ("built/style.css", "built/naturalia.js", "portal/favicon.svg")


class Check(msgspec.Struct, frozen=True):
    """What was looked at, whether it can be used, and what was seen."""

    name: str
    good: bool
    told: str


def readiness() -> list[Check]:
    """What every request needs: database, index, disk."""
    return [database(), index(), disk()]


def all_checks() -> list[Check]:
    """Everything that can be wrong with an installation."""
    return [settings(), database(), schema(), index(), index_follows(), disk(), assets()]


def settings() -> Check:
    """Settings are known and can be understood."""
    wrong = problems()
    return Check("settings", not wrong, "; ".join(wrong) or "all are known")


def database() -> Check:
    """The database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = str(cursor.fetchone()[0])
    except DatabaseError as error:
        connection.close()
        return Check(
            "database", False, f"does not answer: {error}. Is DATABASE_URL right?".replace("\n", " ")
        )
    too_old = int(version.split(".", 1)[0]) < 15
    told = f"PostgreSQL {version}" + (" is too old: 15 or later is needed" if too_old else "")
    return Check("database", not too_old, told)


def schema() -> Check:
    """All migrations are applied."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Check("schema", False, "cannot be read")
    told = f"{len(missing)} migrations are missing: any command of naturalia applies them"
    return Check("schema", not missing, told if missing else "is up to date")


def index() -> Check:
    """The index can be searched."""
    try:
        total = search(search_index(), SpecimenQuery(limit=0)).total
    except (IndexOutdatedError, OSError) as error:
        return Check("index", False, str(error))
    return Check("index", True, f"{total} objects")


def index_follows() -> Check:
    """The index has what the catalogue has published."""
    try:
        latest = Publication.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        behind = latest - search_index().publication
    except (DatabaseError, IndexOutdatedError, OSError):
        return Check("index follows", False, "cannot be told")
    told = f"is {behind} publications behind: run `naturalia index`" if behind > 0 else "has all publications"
    return Check("index follows", behind <= 0, told)


def disk() -> Check:
    """There is room on the disk of the installation."""
    free = shutil.disk_usage(installation.current().home).free // MEBIBYTE
    least = positive(value("NATURALIA_LEAST_DISK"))
    return Check(
        "disk", free >= least, f"{free} MiB free" + ("" if free >= least else f", {least} are needed")
    )


def assets() -> Check:
    """Style, script and icon are part of the package."""
    missing = [name for name in ASSETS if not finders.find(name)]
    return Check("assets", not missing, f"missing: {', '.join(missing)}" if missing else "are there")
