"""The picture to scan, read back from its pixels."""

from typing import Any

import pymupdf
import pytest
import segno

from bot.reports.qr import print_code

QUIET = 4
_PIXELS: Any = pymupdf.Pixmap  # its types are half written
LINK = "https://t.me/{name}?start=" + "AbC_-" * 6 + "AZ"
NAMES = ["a_bot", "un_nom_de_longueur_moyenne_bot", "a" * 32]


def squares(picture: bytes) -> list[list[bool]]:
    """The modules of the picture, dark or not, as its pixels show them; every module is of one colour."""
    pixels = _PIXELS(picture)
    assert pixels.width == pixels.height
    assert not pixels.alpha
    dark = [[max(pixels.pixel(x, y)) < 128 for x in range(pixels.width)] for y in range(pixels.height)]
    first = next(line for line in dark if any(line))
    side = first.index(True) // QUIET
    small = [line[::side] for line in dark[::side]]
    assert [[cell for cell in line for _ in range(side)] for line in small for _ in range(side)] == dark
    return small


@pytest.mark.parametrize("name", NAMES)
def test_it_says_the_link_and_nothing_else(name: str) -> None:
    link = LINK.format(name=name)
    made = segno.make_qr(link, error="m")
    assert squares(print_code(link)) == [
        [module == 1 for module in line] for line in made.matrix_iter(border=QUIET)
    ]
    assert made.error in {"M", "Q", "H"}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_easily_scanned_from_a_phone(name: str) -> None:
    picture = print_code(LINK.format(name=name))
    pixels = _PIXELS(picture)
    assert 540 <= pixels.width <= 660
    modules = squares(picture)
    assert pixels.width // len(modules) >= 10  # pixels a module
    edges = (*modules[:QUIET], *modules[-QUIET:], *(line[:QUIET] + line[-QUIET:] for line in modules))
    assert not any(map(any, edges))
    assert pixels.pixel(0, 0) in {(255,), (255, 255, 255)}
    assert len(picture) < 10_000
