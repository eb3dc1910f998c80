"""Word forms of epithets: the same epithet ends otherwise when its genus has another gender or spelling.

*Carex nigra* was *Trifolium nigrum* once, and *smithi* is *smithii* in other books. After the International
Code of Nomenclature (Shenzhen Code), articles 23.5 and 60.8, and the International Code of Zoological
Nomenclature, articles 31.2 and 33.4.
"""

from __future__ import annotations

ENDINGS = (
    ("us", "a", "um"),
    ("is", "e"),
    ("er", "ra", "rum"),
    ("er", "era", "erum"),
    ("ior", "ius"),
    ("i", "ii"),
)
SHORTEST_STEM = 3


def forms(word: str) -> tuple[str, ...]:
    """The other forms that a folded word may have as an epithet, without itself; most words have none."""
    stems = (
        (word.removesuffix(ending), endings)
        for endings in ENDINGS
        for ending in endings
        if word.endswith(ending)
    )
    found = (stem + ending for stem, endings in stems if len(stem) >= SHORTEST_STEM for ending in endings)
    return tuple(dict.fromkeys(form for form in found if form != word))
