"""The page on the operations of the API, from its OpenAPI document."""

from __future__ import annotations

import json
from typing import Any

from naturalia.search import TERMS
from tests.api.snapshot import SNAPSHOT

Operation = dict[str, Any]
HEAD = """# Operations of the API

Every operation of `/api/v1/openapi.json`. How searches, lists, caching and errors work: [API](api.md). Lists
have `offset`, `limit`, `endOfRecords`, `count`, `results` and `links`, as GBIF names them.
"""


def operations() -> str:
    """The page: a table for each kind of operation."""
    found = [
        (path, method, operation)
        for path, item in json.loads(SNAPSHOT.read_text(encoding="utf-8"))["paths"].items()
        for method, operation in item.items()
    ]
    kinds = dict.fromkeys(operation["tags"][0] for _, _, operation in found)
    return "\n".join([HEAD, *(_kind(kind, found) for kind in kinds)])


def _kind(kind: str, found: list[tuple[str, str, Operation]]) -> str:
    lines = [
        f"## {kind.capitalize()}\n",
        "| operation | what it does | takes | answers with |",
        "|---|---|---|---|",
    ]
    for path, method, operation in found:
        if operation["tags"] == [kind]:
            cells = (f"`{method.upper()} {path}`", _said(operation), _takes(operation), _answers(operation))
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _said(operation: Operation) -> str:
    return " ".join(str(operation["description"]).split())


def _takes(operation: Operation) -> str:
    names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
    terms = {term.name for term in TERMS}
    own = [f"`{name}`" for name in names if name not in terms]
    bodies = [f"a body: {_content(operation['requestBody'])}"] if "requestBody" in operation else []
    return ", ".join([*own, *(["every term of a search"] if terms <= set(names) else []), *bodies])


def _answers(operation: Operation) -> str:
    good = {code: told for code, told in operation["responses"].items() if code.startswith("2")}
    return "; ".join(f"{code}: {_content(told)}" for code, told in sorted(good.items()))


def _content(told: dict[str, Any]) -> str:
    return " or ".join(f"{_schema(of['schema'])}{kind}" for kind, of in told["content"].items())


def _schema(schema: dict[str, Any]) -> str:
    """The name of a schema in front of its media type; nothing for texts and files."""
    many = schema.get("type") == "array"
    name = str((schema["items"] if many else schema).get("$ref", "")).rpartition("/")[2].rpartition(".")[2]
    return f"{'list of ' if many else ''}`{name}`, " if name else ""
