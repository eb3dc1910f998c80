"""States and kinds that the catalogue writes. Apart from the models: parts run without Django."""

from __future__ import annotations

from enum import StrEnum


class HarvestState(StrEnum):
    """Life of a harvest. Only the versions of a published one are visible."""

    RUNNING = "running"
    PUBLISHED = "published"
    UNDONE = "undone"
    STOPPED = "stopped"
    FAILED = "failed"
    TRIAL = "trial"


class PublicationAction(StrEnum):
    """What happened to the visibility of a harvest."""

    PUBLISH = "publish"
    UNDO = "undo"


class VersionKind(StrEnum):
    """What a version did to the specimen."""

    CREATE = "create"
    UPDATE = "update"
    TOMBSTONE = "tombstone"
    RESTORE = "restore"


class ExportState(StrEnum):
    """Life of an export."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"
