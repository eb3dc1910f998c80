from hypothesis import given
from hypothesis import strategies as st

from naturalia.search.geography import grid

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
levels = st.integers(1, grid.FINEST)
finest = st.integers(0, (1 << grid.FINEST) - 1)


@given(finest, finest)
def test_column_and_row_come_back_from_a_code(column: int, row: int) -> None:
    assert grid.separate(grid.interleave(column, row)) == (column, row)


@given(latitudes, longitudes, levels)
def test_a_point_lies_in_its_cell_at_every_level(latitude: float, longitude: float, level: int) -> None:
    west, south, east, north = grid.bounds(level, grid.parent(grid.code_of(latitude, longitude), level))
    assert west - 1e-12 <= longitude <= east
    assert south - 1e-12 <= latitude <= north


@given(latitudes, longitudes, st.integers(2, grid.FINEST))
def test_a_cell_is_a_quarter_of_its_parent(latitude: float, longitude: float, level: int) -> None:
    code = grid.code_of(latitude, longitude)
    assert grid.parent(code, level) // 4 == grid.parent(code, level - 1)


def test_the_cells_of_different_levels_are_different_values() -> None:
    assert len(set(grid.keys_of(grid.code_of(-90, -180)))) == len(grid.INDEXED)
    assert max(grid.keys_of(grid.code_of(90, 180))) < 2**63


@given(latitudes, longitudes)
def test_codes_are_exact_as_floating_point_numbers(latitude: float, longitude: float) -> None:
    code = grid.code_of(latitude, longitude)
    assert int(float(code)) == code
