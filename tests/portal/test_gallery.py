"""Where the images of media are, and which of them pages may load."""

from __future__ import annotations

import pytest
from django.test import override_settings

from naturalia.portal.results.gallery import picture
from naturalia.specimen.model import DigitalMedia


def card(address: str) -> tuple[str, str]:
    made = picture(DigitalMedia(access_uri=address, type="StillImage"), "", "")
    return made.image, made.full


@override_settings(NATURALIA_IMAGE_HOSTS=frozenset({"iiif.example.org"}))
def test_an_image_of_iiif_is_loaded_in_two_sizes() -> None:
    """IIIF Image API 3.0, 4: ``{identifier}/{region}/{size}/{rotation}/{quality}.{format}``."""
    small, large = card("https://iiif.example.org/image/ABC%2F1/info.json")
    assert small == "https://iiif.example.org/image/ABC%2F1/full/!800,800/0/default.jpg"
    assert large == "https://iiif.example.org/image/ABC%2F1/full/!6000,6000/0/default.jpg"


@override_settings(NATURALIA_IMAGE_HOSTS=frozenset({"iiif.example.org"}))
def test_other_images_are_loaded_as_they_are() -> None:
    assert card("https://iiif.example.org/a.jpg") == ("https://iiif.example.org/a.jpg",) * 2


@pytest.mark.parametrize("address", ["https://other.example/i/info.json", "http://iiif.example.org/a.jpg"])
@override_settings(NATURALIA_IMAGE_HOSTS=frozenset({"iiif.example.org"}))
def test_nothing_is_loaded_from_others_or_in_the_clear(address: str) -> None:
    assert card(address) == ("", "")
