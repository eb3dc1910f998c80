"""Getting the installation ready for a command."""

from __future__ import annotations

import os

from naturalia.cli.output import fail

NO_DATABASE = "postgresql://nowhere/no-database-is-needed"
"""Commands that only write pages never connect; the settings want an address all the same."""


def ready() -> None:
    """Start the database if need be, load Django, and bring the schema up to date.

    Ends the command with a clear error if the database cannot be reached.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naturalia.settings")
    import django
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        fail(f"the database cannot be reached: {error}. Is DATABASE_URL right?")


def templates() -> None:
    """Load what pages are written with, without a database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naturalia.settings")
    os.environ.setdefault("DATABASE_URL", NO_DATABASE)
    import django

    django.setup()
