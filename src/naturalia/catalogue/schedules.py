"""When a source is due: ``every 6 hours``, ``daily``, or five fields of cron (UTC)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from croniter import croniter

_EVERY = re.compile(r"every (?:(\d{1,4}) )?(hour|day|week)s?", re.IGNORECASE)
_NAMED = {"hourly": "every hour", "daily": "every day", "weekly": "every week"}
_LENGTHS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
HELP = "write 'every 6 hours', 'every 2 days', 'daily', 'weekly', or five fields of cron such as '30 2 * * 1'"


class ScheduleError(ValueError):
    """The text is no schedule; the message says what is."""


def next_time(schedule: str, after: datetime) -> datetime | None:
    """The first moment after ``after`` (with its time zone) that a schedule names; None for no schedule.

    Raises ScheduleError.
    """
    text = " ".join(schedule.split())
    if not text:
        return None
    match = _EVERY.fullmatch(_NAMED.get(text.lower(), text))
    if match is not None and (count := int(match[1] or 1)):
        return after + count * _LENGTHS[match[2].lower()]
    if len(text.split()) != 5 or not croniter.is_valid(text):
        raise ScheduleError(f"{schedule!r} is no schedule: {HELP}")
    found: datetime = croniter(text, after).get_next(datetime)
    return found
