import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.specimen.pid import ALPHABET, InvalidPid, is_valid, mint, parse

suffixes = st.builds(mint, st.text(), st.text(), st.binary(), st.integers(0, 9))


def test_the_same_identity_always_gets_the_same_suffix() -> None:
    assert mint("NRM", "nrm:herps:39", b"key") == mint("NRM", "nrm:herps:39", b"key")


def test_institution_id_secret_and_attempt_each_change_the_suffix() -> None:
    made = {
        mint("A", "1", b"k"),
        mint("B", "1", b"k"),
        mint("A", "2", b"k"),
        mint("A", "1", b"l"),
        mint("A", "1", b"k", 1),
    }
    assert len(made) == 5


def test_boundaries_between_institution_and_id_matter() -> None:
    assert mint("AB", "C", b"k") != mint("A", "BC", b"k")


@given(suffixes)
def test_a_minted_suffix_is_valid_and_has_neither_vowels_nor_l(suffix: str) -> None:
    assert is_valid(suffix)
    assert not set(suffix) & set("AEIOULY")


@given(suffixes, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_detected(suffix: str, place: int, wrong: str) -> None:
    compact = suffix.replace("-", "")
    mistyped = compact[:place] + wrong + compact[place + 1 :]
    if mistyped != compact:
        with pytest.raises(InvalidPid):
            parse(mistyped)


@given(suffixes, st.integers(0, 10))
def test_any_swap_of_neighbours_is_detected(suffix: str, place: int) -> None:
    compact = suffix.replace("-", "")
    swapped = compact[:place] + compact[place + 1] + compact[place] + compact[place + 2 :]
    if swapped != compact:
        with pytest.raises(InvalidPid):
            parse(swapped)


@pytest.mark.parametrize(
    "spelling",
    [
        "10.5072/{}",
        "https://doi.org/10.5072/{}",
        "http://dx.doi.org/10.5072/{}",
        "doi:10.5072/{}",
        "http://127.0.0.1:8000/specimen/10.5072/{}",
        "https://doi.org/10.5072/{}?locatt=view:json",
        " https://doi.org/10.5072/{}/ ",
    ],
)
def test_a_pid_is_read_in_all_its_spellings(spelling: str) -> None:
    suffix = mint("NRM", "39", b"key")
    for text in (suffix, suffix.lower(), suffix.replace("-", "")):
        assert parse(spelling.format(text)) == ("10.5072", suffix)


def test_a_bare_suffix_has_no_prefix() -> None:
    suffix = mint("NRM", "39", b"key")
    assert parse(suffix) == ("", suffix)


@pytest.mark.parametrize(
    "text", ["", "NRM:herps:39", "10.5072/ABC-DEF-GHI", "somewhere/else/123", "ÅÄÖ-123-456-789"]
)
def test_other_texts_are_no_pids(text: str) -> None:
    with pytest.raises(InvalidPid):
        parse(text)
