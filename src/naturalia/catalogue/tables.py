"""The tables of the catalogue as a whole: out of one database, into another, whatever their versions.

Rows travel in PostgreSQL's own text form of COPY with columns named, so the order of columns in either
database does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from graphlib import TopologicalSorter

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

APP = "catalogue"


def models_in_order() -> list[type[models.Model]]:
    """The models of the catalogue, those that others refer to first."""
    known = set(apps.get_app_config(APP).get_models())
    graph = {
        model: {
            field.related_model
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey) and field.related_model in known - {model}
        }
        for model in known
    }
    in_order = sorted(graph, key=lambda model: model._meta.db_table)
    return list(TopologicalSorter({model: graph[model] for model in in_order}).static_order())


def tables() -> list[str]:
    """The names of the tables, those that others refer to first."""
    return [model._meta.db_table for model in models_in_order()]


def columns(table: str) -> list[str]:
    """The columns of a table, as the models declare them."""
    model = next(model for model in models_in_order() if model._meta.db_table == table)
    return [field.column for field in model._meta.concrete_fields if field.column is not None]


def copy_out(connection: psycopg.Connection, table: str, names: Iterable[str]) -> Iterator[bytes]:
    """The rows of a table in COPY's text form, piece by piece."""
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _listed(names))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in copy:
            yield bytes(piece)


def copy_in(
    connection: psycopg.Connection, table: str, names: Iterable[str], pieces: Iterable[bytes]
) -> None:
    """Put rows in COPY's text form into a table."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _listed(names))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in pieces:
            copy.write(piece)


def count(connection: psycopg.Connection, table: str) -> int:
    """The number of rows of a table."""
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(row[0]) if row else 0


def go_on_counting(connection: psycopg.Connection) -> None:
    """Set the sequences of all numbered tables behind their highest number, as COPY does not."""
    for model in models_in_order():
        key = model._meta.pk
        if isinstance(key, models.AutoField):
            table, name = model._meta.db_table, str(key.column)
            connection.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), greatest((SELECT max({}) FROM {}), 1))"
                ).format(sql.Identifier(name), sql.Identifier(table)),
                [table, name],
            )


def move(
    old: psycopg.Connection, new: psycopg.Connection, told: Callable[[str, int, int], None]
) -> dict[str, int]:
    """Copy all tables from one database to another whose tables are there and empty; returns their rows.

    The old one is read as it was at one moment. Raises ValueError if the new one has rows already.
    """
    old.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    refuse_rows(new)
    moved = {}
    names = tables()
    for place, table in enumerate(names):
        told(table, place, len(names))
        copy_in(new, table, columns(table), copy_out(old, table, columns(table)))
        moved[table] = count(new, table)
    go_on_counting(new)
    new.commit()
    return moved


def refuse_rows(connection: psycopg.Connection) -> None:
    """Raise ValueError if there is a catalogue already: settings alone, made on first use, are none."""
    filled = [table for table in tables() if table != "catalogue_setting" and count(connection, table)]
    if filled:
        raise ValueError(f"the database has a catalogue already: {', '.join(filled)} are not empty")
    connection.execute("DELETE FROM catalogue_setting")


def _listed(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
