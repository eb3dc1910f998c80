"""Requests of OAI-PMH: which arguments a verb takes, dates, sets, resumption tokens."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import msgspec
from django.core import signing
from django.http import QueryDict

from naturalia.exports.metadata_xml import FORMATS

SALT = "naturalia.oai"
ARGUMENTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
}
"""Verbs with the arguments that they need and those that they may have."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_SET = re.compile(r"(institution|source):([1-9]\d{0,17})", re.ASCII)


class OaiError(Exception):
    """An error of the protocol: its code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ListRequest(msgspec.Struct, frozen=True):
    """A list that was asked for: format, dates as given, set, and where to go on."""

    prefix: str
    start: str = ""
    until: str = ""
    set: str = ""
    after: int = 0
    cursor: int = 0


def arguments(given: QueryDict) -> dict[str, str]:
    """The verb and its arguments. Raises OaiError for what the protocol forbids."""
    repeated = [name for name in given if len(given.getlist(name)) > 1]
    if repeated:
        raise OaiError("badVerb" if "verb" in repeated else "badArgument", f"{repeated[0]} is given twice")
    said = {name: str(given[name]) for name in given}
    verb = said.get("verb", "")
    if verb not in ARGUMENTS:
        raise OaiError("badVerb", f"the verb is none of {', '.join(ARGUMENTS)}")
    _check(verb, said)
    return said


def _check(verb: str, said: dict[str, str]) -> None:
    needed, possible = ARGUMENTS[verb]
    others = set(said) - {"verb"}
    if unknown := sorted(others - needed - possible):
        raise OaiError("badArgument", f"{verb} takes no argument {unknown[0][:50]}")
    if "resumptionToken" in said:
        if others != {"resumptionToken"}:
            raise OaiError("badArgument", "resumptionToken is an exclusive argument")
    elif missing := sorted(needed - others):
        raise OaiError("badArgument", f"{verb} needs the argument {missing[0]}")


def list_request(verb: str, said: dict[str, str]) -> ListRequest:
    """The list that arguments ask for, from the beginning or from a token. Raises OaiError."""
    if token := said.get("resumptionToken"):
        return _resumed(verb, token)
    asked = ListRequest(
        said["metadataPrefix"], said.get("from", ""), said.get("until", ""), said.get("set", "")
    )
    check_prefix(asked.prefix)
    dates(asked)
    set_of(asked)
    return asked


def check_prefix(prefix: str) -> None:
    """Raise OaiError for a format that there is not."""
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"there is no format {prefix[:50]}")


def token(verb: str, request: ListRequest) -> str:
    """A resumption token: the whole request, signed, so that no server needs to remember it."""
    return signing.dumps([verb, *msgspec.structs.astuple(request)], salt=SALT, compress=True)


def _resumed(verb: str, text: str) -> ListRequest:
    try:
        made_for, *values = signing.loads(text, salt=SALT)
        if made_for == verb:
            return msgspec.convert(
                dict(zip(ListRequest.__struct_fields__, values, strict=True)), ListRequest, strict=True
            )
    except (signing.BadSignature, ValueError, TypeError, msgspec.ValidationError):
        pass
    raise OaiError("badResumptionToken", "it is none that this repository gave for this verb")


def dates(request: ListRequest) -> tuple[datetime | None, datetime | None]:
    """The first moment, and the first one after the last. Raises OaiError."""
    if request.start and request.until and len(request.start) != len(request.until):
        raise OaiError("badArgument", "from and until differ in granularity")
    start = _moment("from", request.start)
    until = _moment("until", request.until)
    if start and until and start > until:
        raise OaiError("badArgument", "from is later than until")
    if until:
        until += timedelta(days=1) if _DAY.fullmatch(request.until) else timedelta(seconds=1)
    return start, until


def _moment(name: str, text: str) -> datetime | None:
    if not text:
        return None
    for pattern, form in ((_DAY, "%Y-%m-%d"), (_SECOND, "%Y-%m-%dT%H:%M:%SZ")):
        if pattern.fullmatch(text):
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                break
    raise OaiError("badArgument", f"{name} is no date as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")


def set_of(request: ListRequest) -> tuple[int | None, int | None]:
    """Institution and source of a set; None for what it does not name. Raises OaiError."""
    if not request.set:
        return None, None
    if request.set in ("institution", "source"):
        return None, None  # everything belongs to some institution and some source
    found = _SET.fullmatch(request.set)
    if found is None:
        raise OaiError("noRecordsMatch", f"there is no set {request.set[:50]}")
    number = int(found[2])
    return (number, None) if found[1] == "institution" else (None, number)
