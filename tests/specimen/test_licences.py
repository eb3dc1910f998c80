import pytest

from naturalia.specimen.licences import licence

CC = "http://creativecommons.org/"


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("CC0 1.0", "publicdomain/zero/1.0/"),
        ("CC0", "publicdomain/zero/"),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode", "publicdomain/zero/1.0/"),
        ("CC_BY_NC_4_0", "licenses/by-nc/4.0/"),
        ("CC-BY 4.0", "licenses/by/4.0/"),
        ("CC BY", "licenses/by/"),
        ("by-nc-sa", "licenses/by-nc-sa/"),
        ("Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported", "licenses/by-nc-sa/3.0/"),
        ("https://creativecommons.org/licenses/by/3.0/de/", "licenses/by/3.0/de/"),
        ("http://creativecommons.org/licenses/by-nd/2.0", "licenses/by-nd/2.0/"),
        ("Public Domain Mark 1.0", "publicdomain/mark/1.0/"),
        ("CCBYNC", "licenses/by-nc/"),
        ("ccbysa 4.0", "licenses/by-sa/4.0/"),
        ("CC BY 3.0 DE", "licenses/by/3.0/de/"),
        ("Creative Commons Namensnennung 4.0", "licenses/by/4.0/"),
        ("No rights reserved", "publicdomain/zero/"),
        ("© 2014 somebody, CC BY 4.0", "licenses/by/4.0/"),
    ],
)
def test_a_licence_is_known_in_the_version_that_is_stated(text: str, uri: str) -> None:
    found = licence(text)
    assert found is not None
    assert found.uri == CC + uri


@pytest.mark.parametrize(
    "text", ["", "All rights reserved", "public domain", "http://arctosdb.org/home/data/", "by hand"]
)
def test_what_is_no_known_licence_is_none(text: str) -> None:
    assert licence(text) is None
