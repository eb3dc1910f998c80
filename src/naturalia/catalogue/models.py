"""What the catalogue keeps. Models hold data and constraints; verbs live beside them.

Nothing is overwritten: a change of meaning appends a :class:`Version`. A version counts only while the
harvest that wrote it is published, so publishing and undoing a harvest are each the change of one row.
"""

from __future__ import annotations

from enum import StrEnum

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from naturalia.catalogue.states import ExportState, HarvestState, PublicationAction, VersionKind
from naturalia.interpret.licence_policy import LicencePolicy


def choices(states: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of an enumeration as Django wants them."""
    return [(state.value, state.value) for state in states]


POLICY_HELP = "what is done with licences other than CC0, CC BY and CC BY-NC; empty: see institution, accept"


class Setting(models.Model):
    """A value that belongs to the catalogue as a whole, such as the key that PIDs are derived from."""

    name = models.TextField(primary_key=True)
    value = models.TextField()


class Institution(models.Model):
    """An institution that holds specimens: registered on first sight, known by identifier or code."""

    identifier = models.TextField(unique=True, null=True, help_text="ROR, Wikidata or GRSciColl URI")
    code = models.TextField(unique=True, help_text="institutionCode as the source writes it")
    name = models.TextField(blank=True)
    licence_policy = models.TextField(choices=choices(LicencePolicy), blank=True, help_text=POLICY_HELP)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.code


class Source(models.Model):
    """Where records come from: an archive at a path or URL, or a provider, and how it is harvested."""

    location = models.TextField(unique=True, help_text="absolute path or URL")
    name = models.TextField(unique=True, null=True, help_text="short name for commands and addresses")
    format = models.TextField(blank=True, help_text="name of the format; empty to find out")
    mapping = models.TextField(blank=True, help_text="mapping of a table to Darwin Core, as TOML")
    licence = models.TextField(blank=True, help_text="licence of what states none itself")
    licence_policy = models.TextField(choices=choices(LicencePolicy), blank=True, help_text=POLICY_HELP)
    schedule = models.TextField(blank=True, help_text="every 6 hours, daily, or five fields of cron")
    vanish_share = models.FloatField(default=0.05, help_text="share of the objects that may vanish")
    suspended = models.BooleanField(default=False, help_text="not harvested until resumed")
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    checksum = models.TextField(blank=True, help_text="SHA-256 of what was fetched last, hexadecimal")
    checked_with = models.TextField(blank=True, help_text="hash of the rules it was read with then")
    checked_at = models.DateTimeField(null=True, help_text="when it was last looked at")
    next_at = models.DateTimeField(null=True, help_text="when it is due by its schedule")
    message = models.TextField(blank=True, help_text="why the last attempt failed")
    title = models.TextField(blank=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True)
    metadata = models.JSONField(default=dict, help_text="title, licence, citation, contacts (from EML)")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title or self.name or self.location


class HoldingsSnapshot(models.Model):
    """What the catalogue held of a source in a month: the present month is counted anew, past ones stay."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="snapshots")
    month = models.DateField(help_text="first day of the month")
    taken_at = models.DateTimeField()
    objects_held = models.BigIntegerField()
    mids = models.JSONField(default=dict, help_text="MIDS level -> objects")
    with_media = models.BigIntegerField()
    with_coordinates = models.BigIntegerField()
    with_issues = models.BigIntegerField()
    types = models.BigIntegerField(help_text="objects marked as type specimens")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "month"], name="snapshot_once_a_month"),)


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


class Export(models.Model):
    """A file made of the catalogue for others, with all that is needed to cite it and to make it again.

    The ids in ``selection`` and the visible ``harvests`` decide its content for ever: versions are only
    appended. ``content`` is a hash over identity, version and document of every object in it.
    """

    format = models.TextField(help_text="name of the export format")
    title = models.TextField()
    query = models.JSONField(
        default=list, help_text="parameters of the search as pairs; empty for everything"
    )
    source = models.ForeignKey(Source, on_delete=models.SET_NULL, null=True, related_name="exports")
    columns = models.JSONField(default=list, help_text="columns asked for; empty for all")
    publication = models.BigIntegerField(help_text="number of the last publication that was visible")
    harvests = models.JSONField(default=list, help_text="numbers of the harvests that were visible")
    selection = models.TextField(help_text="BLAKE3 of the file with the ids of the specimens")
    total = models.BigIntegerField(help_text="ids in the selection")
    state = models.TextField(choices=choices(ExportState), default=ExportState.WAITING.value)
    agent = models.TextField(help_text="who or what asked for it")
    software = models.TextField()
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0, help_text="objects worked through so far, in all steps")
    steps = models.BigIntegerField(default=0, help_text="objects to work through in all steps")
    count = models.BigIntegerField(default=0, help_text="objects in the file")
    institutions = models.JSONField(default=dict, help_text="code -> objects")
    sources = models.JSONField(default=dict, help_text="number of the source -> objects")
    licences = models.JSONField(default=dict, help_text="licence as stated -> objects")
    content = models.TextField(blank=True)
    file_name = models.TextField(blank=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.TextField(blank=True)
    seconds = models.FloatField(default=0)
    message = models.TextField(blank=True, help_text="why it failed, or what is to be known of it")
    doi = models.TextField(blank=True)
    reproduces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="reproductions")

    class Meta:
        indexes = (models.Index(fields=["state"], name="export_by_state"),)

    def __str__(self) -> str:
        return f"export {self.pk}"
