"""The interface in other languages: nearly whole, never broken, and as the reader chose."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import override

from naturalia.interpret.issues import MEANINGS, IssueCode
from naturalia.portal.templatetags.naturalia import translated
from naturalia.portal.verbatim import issue_text
from naturalia.search.values import NOT_OF_KIND
from tests.portal.messages import LANGUAGES, Message, compiled, messages, po, read

PART = 0.9
"""What must be translated of all messages, so that a new one does not wait for four translators."""

_HOLE = re.compile(r"%\(\w+\)s|%s")


def key(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_what_the_interface_says_and_is_compiled(language: str) -> None:
    catalogue = read(language)
    written = {str(key(one.id)) for one in catalogue if one.id}
    assert written == {key(message) for message in messages()}, "run python -m tests.portal.messages"
    assert po(language).with_suffix(".mo").read_bytes() == compiled(catalogue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_everything_is_translated(language: str) -> None:
    told = [bool(one.string and all(one.string)) for one in read(language) if one.id]
    assert sum(told) >= PART * len(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_holes_of_its_message(language: str) -> None:
    for one in read(language):
        said = [one.id] if isinstance(one.id, str) else list(one.id)
        told = [one.string] if isinstance(one.string, str) else list(one.string)
        if one.id and all(told):
            for text in told:
                assert set(_HOLE.findall(text)) == {hole for form in said for hole in _HOLE.findall(form)}, (
                    one.id
                )


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "Objekte suchen"),
        ("es", "Buscar ejemplares"),
        ("fr-CH", "Rechercher des spécimens"),
        ("nl", "Specimens zoeken"),
        ("ja", "Search specimens"),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(language: str, heading: str) -> None:
    page = Client(headers={"host": "127.0.0.1"}).get("/search", headers={"accept-language": language})
    assert f"<h1>{heading}</h1>" in page.content.decode()
    assert "Accept-Language" in page.headers["Vary"]


def test_a_chosen_language_stays_and_leaves_the_address_as_it_is() -> None:
    visitor = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    answer = visitor.post("/language", {"language": "fr", "next": "/search?country=Sweden"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/search?country=Sweden")
    page = visitor.get("/search?country=Sweden", headers={"accept-language": "de"}).content.decode()
    assert '<html lang="fr">' in page
    assert "Rechercher des spécimens" in page


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_choice_of_a_language_leads_nowhere_else(back: str) -> None:
    answer = Client(headers={"host": "127.0.0.1"}).post("/language", {"language": "de", "next": back})
    assert answer.headers["Location"] == "/"


def test_a_language_that_is_not_there_is_refused() -> None:
    assert Client(headers={"host": "127.0.0.1"}).post("/language", {"language": "xx"}).status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_made_in_every_language(language: str) -> None:
    for path in (
        "/",
        "/search?q=carex&missing=year",
        "/search/all",
        "/taxonomy",
        "/compare?a=x&b=y",
        "/search/list",
    ):
        response = Client(headers={"host": "127.0.0.1"}).get(path, headers={"accept-language": language})
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_meanings_of_issues_and_reasons_of_refused_searches_are_all_translated(language: str) -> None:
    told = {str(one.id): one.string for one in read(language) if isinstance(one.id, str)}
    for message in (*MEANINGS.values(), *NOT_OF_KIND.values(), "given more than once"):
        assert told[message]


def test_a_refused_search_says_why_in_the_language_of_the_reader() -> None:
    page = Client(headers={"host": "127.0.0.1"}).get(
        "/search?year=soon&view=map", headers={"accept-language": "de"}
    )
    assert page.status_code == 400
    assert "soon ist keine ganze Zahl" in page.content.decode()


def test_an_issue_is_told_in_the_language_of_the_reader() -> None:
    message = MEANINGS[IssueCode.DATE_IN_FUTURE]
    with override("fr"):
        assert issue_text({"code": "DATE_IN_FUTURE", "message": message}) == (
            "La date est dans le futur ; elle n’a pas été prise."
        )
        assert issue_text({"code": "DATE_IN_FUTURE", "message": "An older wording."}) == "An older wording."
    assert translated("") == ""
