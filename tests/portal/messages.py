"""The messages of the interface, and the catalogues of their translations.

``python -m tests.portal.messages`` brings the catalogues (``src/naturalia/locale``) up to date: new messages
are added, those that nothing says any more are taken out, and what is translated is compiled. It needs no
gettext.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from naturalia.interpret.issues import MEANINGS
from naturalia.search import TERMS
from naturalia.search.term import Group
from naturalia.search.values import NOT_OF_KIND

PACKAGE = Path(__file__).parents[2] / "src/naturalia"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("de", "es", "fr", "nl")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
}
Message = str | tuple[str, str]


def messages() -> dict[Message, list[str]]:
    """Every message, and the files that say it."""
    found: dict[Message, list[str]] = {}
    for place, message in _said():
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)
    return found


def _said() -> Iterator[tuple[str, Message]]:
    for path in sorted(PACKAGE.glob("portal/templates/**/*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=path.name)
        code = "\n".join(map(str.strip, code.splitlines()))  # what is no message is no Python either
        yield from ((path.name, message) for message in _in_code(code))
    for path in sorted(PACKAGE.glob("portal/**/*.py")):
        yield from ((path.name, message) for message in _in_code(path.read_text(encoding="utf-8")))
    for path in sorted((*PACKAGE.glob("search/**/*.py"), *PACKAGE.glob("portal/**/*.py"))):
        yield from ((path.name, form) for form in _reasons(path.read_text(encoding="utf-8")))
    yield from (("values.py", form) for form in NOT_OF_KIND.values())
    yield from ((f"issue {code.value}", meaning) for code, meaning in MEANINGS.items())
    yield from ((f"theme {group.name}", group.value) for group in Group)
    yield from ((f"label of {term.name}", term.label) for term in TERMS)
    yield from ((f"help of {term.name}", term.help) for term in TERMS)


def _in_code(code: str) -> Iterator[Message]:
    for _line, text, _comments, _context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
        if text:
            yield text if isinstance(text, str) else (text[0], text[1])


def _reasons(code: str) -> Iterator[str]:
    """Why a search is not understood: the texts among the arguments of its errors."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "QueryError" or (name == "__init__" and len(node.args) > 1):
            for part in ast.walk(node.args[1]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def po(language: str) -> Path:
    """The catalogue of a language, as people edit it."""
    return LOCALE / language / "LC_MESSAGES/django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = po(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue with exactly the messages that are said now."""
    before, after = (
        read(language),
        Catalog(locale=language, project="Naturalia", version="1", header_comment="# Naturalia", fuzzy=False),
    )
    for message, places in sorted(messages().items(), key=lambda pair: (pair[1][0], str(pair[0]))):
        key = message if isinstance(message, str) else message[0]
        known = before.get(key)
        after.add(
            message,
            known.string if known else None,
            auto_comments=[", ".join(places[:4])],
            flags=["python-format"] if "%(" in str(message) else [],
        )
    return after


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as programs read it; untranslated messages are left out, and so is when it was made."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> None:
    if not settings.configured:
        settings.configure()
    for language in LANGUAGES:
        catalogue = updated(language)
        path = po(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = io.BytesIO()
        write_po(text, catalogue, width=110, omit_header=False)
        lines = text.getvalue().decode().splitlines()
        stable = [line for line in lines if "-Date:" not in line and "Generated-By" not in line]
        path.write_text("\n".join(stable) + "\n", encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compiled(read(language)))
        told = sum(bool(one.id and one.string and all(one.string)) for one in catalogue)
        print(f"{language}: {told} of {len(catalogue)} translated")


if __name__ == "__main__":
    main()
