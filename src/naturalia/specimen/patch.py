"""JSON Patch (RFC 6902): the operations that turn one document into another, and applying them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

Json = Any
Operation = dict[str, Any]


class InvalidPatch(ValueError):  # noqa: N818 - a value that does not fit the document
    """A patch does not fit the document that it is applied to."""


def json_patch(before: Json, after: Json) -> list[Operation]:
    """Operations ``add``, ``remove`` and ``replace`` that turn ``before`` into ``after``."""
    return list(_operations("", before, after))


def _operations(path: str, before: Json, after: Json) -> Iterator[Operation]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _object_operations(path, before, after)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_operations(path, before, after)
    elif not _same(before, after):
        yield {"op": "replace", "path": path, "value": after}


def _same(before: Json, after: Json) -> bool:
    """JSON knows true apart from 1; Python does not."""
    return bool(before == after) and isinstance(before, bool) == isinstance(after, bool)


def _object_operations(path: str, before: dict[str, Json], after: dict[str, Json]) -> Iterator[Operation]:
    for key, value in before.items():
        step = f"{path}/{_escape(key)}"
        if key in after:
            yield from _operations(step, value, after[key])
        else:
            yield {"op": "remove", "path": step}
    for key, value in after.items():
        if key not in before:
            yield {"op": "add", "path": f"{path}/{_escape(key)}", "value": value}


def _list_operations(path: str, before: list[Json], after: list[Json]) -> Iterator[Operation]:
    """Equal elements at the end stay; before them elements are compared place by place."""
    tail = 0
    while tail < min(len(before), len(after)) and not list(
        _operations("", before[-1 - tail], after[-1 - tail])
    ):
        tail += 1
    old, new = len(before) - tail, len(after) - tail
    for place in range(min(old, new)):
        yield from _operations(f"{path}/{place}", before[place], after[place])
    for place in range(old - 1, new - 1, -1):
        yield {"op": "remove", "path": f"{path}/{place}"}
    for place in range(old, new):
        yield {"op": "add", "path": f"{path}/{place}", "value": after[place]}


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _unescape(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def apply_patch(document: Json, patch: list[Operation]) -> Json:
    """What a patch makes of a document, which stays as it is. Raises InvalidPatch if it does not fit."""
    result = copy.deepcopy(document)
    for operation in patch:
        steps = [_unescape(step) for step in operation["path"].split("/")[1:]]
        if not steps:
            result = copy.deepcopy(operation["value"])
            continue
        try:
            _apply(result, steps, operation)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise InvalidPatch(f"{operation['op']} {operation['path']} does not fit: {error}") from error
    return result


def _apply(document: Json, steps: list[str], operation: Operation) -> None:
    holder = document
    for step in steps[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
    key = _key(holder, steps[-1])
    match operation["op"]:
        case "remove":
            del holder[key]
        case "replace":
            _ = holder[key]
            holder[key] = copy.deepcopy(operation["value"])
        case "add" if isinstance(holder, list):
            holder.insert(key, copy.deepcopy(operation["value"]))
        case "add":
            holder[key] = copy.deepcopy(operation["value"])
        case other:
            raise ValueError(f"{other} is not an operation that json_patch writes")


def _key(holder: Json, step: str) -> Any:
    if not isinstance(holder, list):
        return step
    place = len(holder) if step == "-" else int(step)
    if not 0 <= place <= len(holder):
        raise IndexError(f"no place {step}")
    return place
