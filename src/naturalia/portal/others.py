"""Searches that lead from a specimen to others: of the same people, gathering and taxon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naturalia.portal.search_page import search_url
from naturalia.specimen.model import DigitalSpecimen

MOST_PEOPLE = 4


@dataclass(frozen=True)
class Others:
    """A search for other specimens, and what it finds in words."""

    text: str
    url: str


def others(specimen: DigitalSpecimen) -> tuple[Others, ...]:
    """The searches for a specimen, from the nearest relation to the widest."""
    return (*_of_gathering(specimen), *_of_people(specimen), *_of_taxon(specimen))


def _collectors(specimen: DigitalSpecimen) -> list[str]:
    agents = [*specimen.has_agents, *(agent for event in specimen.has_events for agent in event.has_agents)]
    names = (a.name for a in agents if any(role.role_name == "collector" for role in a.has_roles))
    return list(dict.fromkeys(name for name in names if name))[:MOST_PEOPLE]


def _of_gathering(specimen: DigitalSpecimen) -> Iterator[Others]:
    """The same collector on the same day; what a field number alone would find is more than one gathering."""
    collectors = _collectors(specimen)
    date = next((event.event_date for event in specimen.has_events if event.event_date), None)
    if collectors and date and "/" not in date:
        url = search_url([("recordedBy", collectors[0]), ("eventDate", date)])
        yield Others(_("The same collector on the same day"), url)


def _of_people(specimen: DigitalSpecimen) -> Iterator[Others]:
    for name in _collectors(specimen):
        yield Others(_("Collected by %(name)s") % {"name": name}, search_url([("recordedBy", name)]))


def _of_taxon(specimen: DigitalSpecimen) -> Iterator[Others]:
    found = [one for each in specimen.has_identifications for one in each.has_taxon_identifications]
    if specimen.specimen_name:
        name = specimen.specimen_name
        yield Others(_("Named %(name)s") % {"name": name}, search_url([("scientificName", name)]))
    for rank in ("genus", "family"):
        value = next((text for one in found if (text := getattr(one, rank, None))), None)
        if value:
            text = _("Genus %(name)s") if rank == "genus" else _("Family %(name)s")
            yield Others(text % {"name": value}, search_url([(rank, value)]))
