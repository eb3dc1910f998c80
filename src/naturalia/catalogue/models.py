"""What the catalogue keeps. Models hold data and constraints; verbs live beside them.

Nothing is overwritten: a change of meaning appends a :class:`Version`. A version counts only while the
harvest that wrote it is published, so publishing and undoing a harvest are each the change of one row.
"""

from __future__ import annotations

from enum import StrEnum

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from naturalia.catalogue.states import HarvestState, PublicationAction, VersionKind


def choices(states: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of an enumeration as Django wants them."""
    return [(state.value, state.value) for state in states]


class Setting(models.Model):
    """A value that belongs to the catalogue as a whole, such as the key that PIDs are derived from."""

    name = models.TextField(primary_key=True)
    value = models.TextField()


class Institution(models.Model):
    """An institution that holds specimens: registered on first sight, known by identifier or code."""

    identifier = models.TextField(unique=True, null=True, help_text="ROR, Wikidata or GRSciColl URI")
    code = models.TextField(unique=True, help_text="institutionCode as the source writes it")
    name = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.code


class Source(models.Model):
    """Where records come from: an archive at a path or URL."""

    location = models.TextField(unique=True, help_text="absolute path or URL")
    title = models.TextField(blank=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True)
    metadata = models.JSONField(default=dict, help_text="title, licence, citation, contacts (from EML)")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title or self.location


class Harvest(models.Model):
    """One reading of a source, with what came of it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="harvests")
    state = models.TextField(choices=choices(HarvestState), default=HarvestState.RUNNING.value)
    agent = models.TextField(help_text="who or what ran it")
    content_hash = models.TextField(help_text="BLAKE3 of the archive, hexadecimal")
    signature = models.TextField(help_text="hash of reader, interpreters and context: same means same result")
    documents = models.JSONField(default=dict, help_text="descriptor and metadata files by name -> hash")
    notes = models.JSONField(default=list, help_text="what the reader noticed about the archive")
    date_order = models.TextField(blank=True, help_text="order of day and month, where the dates prove one")
    buckets = models.IntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    read = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    vanished = models.BigIntegerField(default=0)
    issues = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    peak_memory_bytes = models.BigIntegerField(default=0)
    message = models.TextField(blank=True, help_text="why it stopped or failed")

    class Meta:
        indexes = (models.Index(fields=["source", "state"], name="harvest_of_source"),)

    def __str__(self) -> str:
        return f"harvest {self.pk} of {self.source}"


class Part(models.Model):
    """A finished part of a harvest and the files that it wrote (BLAKE3 of their content)."""

    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="parts")
    number = models.IntegerField(help_text="bucket; negative for the steps before and after the buckets")
    counts = models.JSONField(default=dict)
    outcomes_file = models.TextField()
    verbatim_file = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["harvest", "number"], name="part_once"),)


class QualityReport(models.Model):
    """What was found about the quality of a source in one harvest, in numbers with a few examples."""

    harvest = models.OneToOneField(Harvest, on_delete=models.CASCADE, related_name="quality_report")
    rules = models.TextField(help_text="version of the tests and rule sets")
    report = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)


class Publication(models.Model):
    """The log of what became visible or invisible, in order: the search index follows it.

    Entries form a hash chain: ``hash`` covers the entry and the hash before it.
    """

    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="publications")
    action = models.TextField(choices=choices(PublicationAction))
    agent = models.TextField()
    at = models.DateTimeField()
    hash = models.BinaryField()


class Specimen(models.Model):
    """Identity of a physical object: institution and normalised physical specimen id, and its PID."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="specimens")
    physical_id = models.TextField()
    prefix = models.TextField()
    suffix = models.TextField()
    harvest = models.ForeignKey(
        Harvest, on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )

    class Meta:
        constraints = (
            # Leads with physical_id, so that it also serves look-ups that name no institution.
            models.UniqueConstraint(fields=["physical_id", "institution"], name="specimen_identity"),
            models.UniqueConstraint(fields=["suffix"], name="specimen_pid"),
        )
        indexes = (BrinIndex(fields=["harvest"], name="specimen_of_harvest"),)

    @property
    def pid(self) -> str:
        """Prefix and suffix, as in ``10.5072/BCD-FGH-JKM-NPQ``."""
        return f"{self.prefix}/{self.suffix}"


class Version(models.Model):
    """One state of a specimen with the event that made it; appended, never changed.

    ``hash`` covers the event and the hash of the version before it: a chain for each object.
    """

    pk = models.CompositePrimaryKey("specimen_id", "number")
    # The database does not check these references row by row, which would make a bulk load three times as
    # slow (decision 4): a part writes specimens and versions in one transaction, and ``naturalia verify``
    # checks them.
    specimen = models.ForeignKey(
        Specimen, on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="versions"
    )
    number = models.IntegerField()
    kind = models.TextField(choices=choices(VersionKind))
    harvest = models.ForeignKey(
        Harvest, on_delete=models.CASCADE, db_index=False, db_constraint=False, related_name="+"
    )
    created_at = models.DateTimeField()
    document = models.BinaryField(help_text="openDS Digital Specimen without PID and version, compressed")
    issues = models.JSONField(default=list)
    findings = models.JSONField(default=list, help_text="failed tests of quality, and proposals")
    fingerprint = models.BinaryField()
    verbatim_hash = models.BinaryField(null=True)
    verbatim_part = models.IntegerField(null=True, help_text="number of the part of the harvest")
    verbatim_offset = models.BigIntegerField(null=True, help_text="first byte of the compressed frame")
    verbatim_index = models.SmallIntegerField(null=True, help_text="line within the frame")
    file = models.TextField(null=True)
    line = models.BigIntegerField(null=True)
    hash = models.BinaryField()

    class Meta:
        # A block range index costs nothing to keep, and a harvest's versions lie together on disk.
        indexes = (BrinIndex(fields=["harvest"], name="version_of_harvest"),)
