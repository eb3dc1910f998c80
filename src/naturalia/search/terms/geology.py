"""Terms of the rock that it came from."""

from __future__ import annotations

from naturalia.search.term import Group, Kind, Term
from naturalia.search.terms.declaring import GEOLOGY, stratum

STRATA = (
    stratum("earliestEraOrLowestErathem", "Earliest era"),
    stratum("earliestPeriodOrLowestSystem", "Earliest period"),
    stratum("latestPeriodOrHighestSystem", "Latest period"),
    stratum("earliestEpochOrLowestSeries", "Earliest epoch"),
    stratum("earliestAgeOrLowestStage", "Earliest age"),
    stratum("latestAgeOrHighestStage", "Latest age"),
    stratum("group", "Group of strata"),
    stratum("formation", "Formation"),
    stratum("member", "Member"),
    stratum("earliestEonOrLowestEonothem", "Earliest eon"),
    stratum("latestEraOrHighestErathem", "Latest era"),
    stratum("latestEpochOrHighestSeries", "Latest epoch"),
    stratum("lowestBiostratigraphicZone", "Lowest biozone"),
    stratum("lithostratigraphicTerms", "Lithostratigraphy"),
    stratum("bed", "Bed"),
    Term(
        name="ageInMa", kind=Kind.FLOAT, group=Group.GEOLOGY, label="Age (Ma)", sortable=True,
        help="Age of the rock in million years by the international chart; a range finds every overlap",
        paths=(f"{GEOLOGY}/naturalia:latestAgeInMa",),
        upper_paths=(f"{GEOLOGY}/naturalia:earliestAgeInMa",),
    ),
)  # fmt: skip
