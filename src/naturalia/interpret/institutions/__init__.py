"""Institutions: registries of them, and which one a code, an identifier and a name mean.

The bundled registry is a short list of well-known institutions; ``naturalia institutions import`` puts an
export of GRSciColl or Index Herbariorum in its place.
"""

from naturalia.interpret.institutions.matching import InstitutionMatch, institution
from naturalia.interpret.institutions.registry import (
    Institution,
    Registry,
    RegistryError,
    bundled,
    keep_registry,
    kept_registry,
    read_json,
    read_table,
    registry_stamp,
)

__all__ = [
    "Institution",
    "InstitutionMatch",
    "Registry",
    "RegistryError",
    "bundled",
    "institution",
    "keep_registry",
    "kept_registry",
    "read_json",
    "read_table",
    "registry_stamp",
]
