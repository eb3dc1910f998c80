"""The OpenAPI document as it is under test. ``python -m tests.api.snapshot`` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

SNAPSHOT = Path(__file__).parent / "openapi.json"


def description() -> str:
    """The document that the API tells of itself, one value a line: differences are easy to read."""
    from naturalia.api.urls import api

    served = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    return json.dumps(served, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    from naturalia.cli.environment import templates

    templates()
    SNAPSHOT.write_text(description(), encoding="utf-8")
