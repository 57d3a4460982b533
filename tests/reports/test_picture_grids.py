"""Names in the cells of a grid, as they are seen on a phone: all there, each in its cell."""

import pytest

from bot.reports.drawing import WIDTH, Shade
from bot.reports.printable import SIGN
from bot.service.documents import Grid, GridItem
from tests.reports.pictures import (
    ACTORS,
    COLUMNS,
    EVEN,
    ROWS,
    assert_sound,
    grid,
    holds,
    layout,
    of,
    plates,
    read,
    words,
)


@pytest.mark.parametrize("place", [(column, row) for column in range(3) for row in range(3)])
def test_a_dozen_names_in_one_cell_are_all_there_and_in_it(place: tuple[int, int]) -> None:
    placed = layout(of(grid(*[place] * 12)))
    assert_sound(placed)
    said = read(placed)
    for name in ACTORS:
        assert name.replace("👩‍🌾", SIGN).replace("\u00a0", " ").replace("\u202f", " ") in said.replace(
            "\u202f", " "
        )
    cell = plates(placed, Shade.RAISED)[3 * place[1] + place[0]]
    names = plates(placed, Shade.TRACK)
    assert len(names) == 12
    assert all(holds(cell.box, name.box) for name in names)
    assert placed.height < 2.2 * WIDTH  # so that it can be read with the whole picture on the screen


def test_each_name_is_in_its_cell_and_on_its_plate() -> None:
    placed = layout(of(grid(*EVEN)))
    cells, names = plates(placed, Shade.RAISED), plates(placed, Shade.TRACK)
    written = [one for one in words(placed) if any(holds(name.box, one.box) for name in names)]
    assert {round(cell.box.width) for cell in cells} == {309}
    for actor, (column, row) in zip(ACTORS, EVEN, strict=True):
        first = actor.split(" ")[0]
        found = [
            cells.index(cell)
            for one in written
            for cell in cells
            if first in one.text and holds(cell.box, one.box)
        ]
        assert 3 * row + column in found


def test_each_row_and_column_bears_its_title() -> None:
    placed = layout(of(grid(*[(0, 0)] * 12)))
    boxes, cells = {one.text: one.box for one in words(placed)}, plates(placed, Shade.RAISED)
    for at, title in enumerate(COLUMNS):
        assert cells[at].box.left <= boxes[title].left
        assert boxes[title].right <= cells[at].box.right
        assert boxes[title].bottom < boxes[ROWS[0]].top
    for at, title in enumerate(ROWS):
        assert 0 < cells[3 * at].box.top - boxes[title].bottom < 20


def test_a_name_without_end_is_shortened() -> None:
    endless = Grid("", COLUMNS, ROWS, (GridItem("le groupe des " * 60, 0, 0), GridItem("x" * 900, 1, 1)))
    placed = layout(of(endless))
    assert_sound(placed)
    assert sum(one.text.endswith("…") for one in words(placed)) == 2


def test_a_place_that_the_grid_has_not_is_the_nearest() -> None:
    assert_sound(
        placed := layout(of(Grid("", COLUMNS, ROWS, (GridItem("loin", 9, 9), GridItem("avant", -1, -1)))))
    )
    last, first = (one.box for one in words(placed) if one.text in {"loin", "avant"})
    cells = plates(placed, Shade.RAISED)
    assert sorted((holds(cells[0].box, first), holds(cells[8].box, first))) == [False, True]
    assert sorted((holds(cells[0].box, last), holds(cells[8].box, last))) == [False, True]
