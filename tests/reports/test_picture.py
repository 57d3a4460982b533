"""Pictures as they are seen on a phone: nothing cut, nothing on top of something else, all of it legible."""

import hashlib
import subprocess
import sys
from io import BytesIO
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.reports.drawing import WIDTH, Area, Box, Dot, Lettering, Shade, Stroke
from bot.reports.layout import Face
from bot.reports.picture import print_picture, ruler
from bot.reports.printable import SIGN
from bot.service.documents import Axes, Axis, Bar, Bars, Grid, GridItem, Picture
from tests.reports.pictures import (
    BARS,
    LONG_POSTURE,
    POSTURE,
    SAMPLES,
    assert_sound,
    axes,
    colours,
    contrast,
    image,
    layout,
    of,
    picture,
    plates,
    read,
    rgb,
    words,
)

BODY = Lettering(Face.REGULAR, 34, Shade.TEXT)


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_cut_and_nothing_lies_on_other_words(name: str) -> None:
    assert_sound(layout(picture(name)))


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_a_png_of_a_phones_width_that_telegram_takes(name: str) -> None:
    drawn = image(picture(name))
    assert drawn.format == "PNG"
    assert drawn.mode == "RGB"
    assert drawn.width == WIDTH
    assert drawn.height == layout(picture(name)).height < 10_000 - WIDTH
    margin = colours(drawn, Box(0, 0, 20, drawn.height)) + colours(drawn, Box(1060, 0, 20, drawn.height))
    assert set(margin) == {rgb(Shade.BACK)}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_is_drawn_and_stands_out(name: str) -> None:
    drawn, placed = image(picture(name)), layout(picture(name))
    assert len(words(placed)) > 2
    for one in words(placed):
        here = colours(drawn, one.box)
        back, _ = here.most_common(1)[0]
        shade = rgb(one.lettering.shade)
        assert contrast(shade, back) >= 7, one.text
        assert here[shade] > 10, one.text
        assert max(map(sum, here)) <= sum(shade), one.text  # nothing else is drawn there


@pytest.mark.parametrize("name", SAMPLES)
def test_words_do_not_go_beyond_where_they_were_placed(name: str) -> None:
    drawn, placed = image(picture(name)), layout(picture(name))
    for one in words(placed):
        # the foot of a J of this font stands out to the left
        before = Box(one.box.left - 9, one.box.top, 4, one.box.height)
        after = Box(one.box.right + 2, one.box.top, 4, one.box.height)
        assert rgb(one.lettering.shade) not in colours(drawn, before) + colours(drawn, after), one.text


def test_the_colours_of_shapes_are_told_apart_without_colour() -> None:
    for shade in (Shade.ACCENT, Shade.WARM):
        assert contrast(rgb(shade), rgb(Shade.TRACK)) >= 3
        assert contrast(rgb(shade), rgb(Shade.BACK)) >= 3
    assert rgb(Shade.BACK) != (0, 0, 0)


def test_the_title_and_from_whom_it_is_are_there() -> None:
    said = read(layout(picture("quiz")))
    assert said.startswith("Ce qui vous pousse à coopérer, et comment\u202f?")
    assert said.endswith("Trait d’union")


def test_a_bar_is_as_long_as_its_share() -> None:
    drawn, placed = image(of(BARS)), layout(of(BARS))
    lengths = []
    for track in plates(placed, Shade.TRACK):
        line = Box(track.box.left, track.box.top + 15, track.box.width, 2)
        seen = colours(drawn, line)
        lengths.append(seen[rgb(Shade.ACCENT)] / (seen[rgb(Shade.ACCENT)] + seen[rgb(Shade.TRACK)]))
    assert lengths == pytest.approx([1, 0.625, 0.25, 0], abs=0.01)


def test_what_is_said_of_a_bar_is_beside_its_label_or_below_it_in_all_of_them() -> None:
    short = {one.text: one.box for one in words(layout(of(BARS)))}
    assert short["Peser davantage ensemble"].overlaps(short["5 réponses sur 8"]) is False
    for label, said in ((bar.label, bar.said) for bar in BARS.bars):
        assert short[said].right == pytest.approx(WIDTH - 64)
        assert abs(short[said].top - short[label].top) < 12
    mixed = Bars("", (*BARS.bars, Bar("Une envie de longue date " * 3, 0.5, "4 réponses sur 8")))
    below = {one.text: one.box for one in words(layout(of(mixed)))}
    for label, said in ((bar.label, bar.said) for bar in BARS.bars):
        assert below[said].left == below[label].left
        assert below[said].top >= below[label].bottom


@pytest.mark.parametrize("count", range(3, 9))
def test_a_star_marks_each_axis_as_far_out_as_its_share(count: int) -> None:
    shares = [number / (count - 1) for number in range(count)]
    marks = layout(of(axes(POSTURE[:count], *shares))).marks
    middle = next(mark.points[0] for mark in marks if isinstance(mark, Stroke) and len(mark.points) == 2)
    ends = [mark.points[1] for mark in marks if isinstance(mark, Stroke) and len(mark.points) == 2]
    dots = [mark.at for mark in marks if isinstance(mark, Dot)]
    assert ends[0][0] == pytest.approx(middle[0])
    assert ends[0][1] < middle[1]
    assert ends[1][0] > middle[0]  # clockwise
    for share, end, dot in zip(shares, ends, dots, strict=True):
        assert dist(middle, dot) == pytest.approx(share * dist(middle, end))
        assert dist(middle, dot) + dist(dot, end) == pytest.approx(dist(middle, end))
    (area,) = [mark for mark in marks if isinstance(mark, Area)]
    assert list(area.points) == dots


def test_the_marks_of_a_star_can_be_seen() -> None:
    star = of(axes(POSTURE[:6], 1, 0.5, 0, 0.5, 0.9, 0.1))
    drawn = image(star)
    for mark in layout(star).marks:
        if isinstance(mark, Dot):
            x, y = map(round, mark.at)
            assert drawn.getpixel((x, y)) == rgb(Shade.WARM)


def test_labels_of_a_star_stand_at_their_ends_when_there_is_room() -> None:
    marks = layout(of(axes(POSTURE[:6], *[0.5] * 6)))
    ends = [mark.points[1] for mark in marks.marks if isinstance(mark, Stroke) and len(mark.points) == 2]
    boxes = {one.text: one.box for one in words(marks)}
    for label, (x, y) in zip(POSTURE, ends, strict=False):
        box = boxes[label]
        nearest = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
        assert 10 < dist((x, y), nearest) < 40, label


def test_labels_too_long_for_a_star_are_listed_under_numbers() -> None:
    placed = layout(of(axes(LONG_POSTURE, *[0.5] * 8)))
    said = [one.text for one in words(placed)]
    for number, label in enumerate(LONG_POSTURE, 1):
        assert said.count(str(number)) == 2
        assert said[said.index(label) - 1] == str(number)


def test_shares_out_of_range_stay_in_the_picture() -> None:
    wild = of(Bars("", (Bar("a", -3, "b"), Bar("c", 7, "d"))), axes(POSTURE[:3], -1, 5, 0.5))
    assert_sound(layout(wild))
    tracks, bars = (plates(layout(wild), shade) for shade in (Shade.TRACK, Shade.ACCENT))
    assert [bar.box for bar in bars] == [tracks[1].box]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("intercommunalité", ["intercom-", "munalité"]),
        ("établissement", ["établisse-", "ment"]),
        ("Jeanne Lefèvre-Dumoulin", ["Jeanne", "Lefèvre-", "Dumoulin"]),
        ("«\u00a0La Clairière\u00a0»", ["«\u00a0La", "Clairière\u00a0»"]),
        ("économique", ["écono-", "mique"]),
        ("solidaire", ["solidaire"]),
        ("x" * 20, ["x" * 10, "x" * 10]),
    ],
)
def test_words_are_divided_as_one_does_by_hand(text: str, lines: list[str]) -> None:
    assert ruler().lines(text, BODY, 206) == lines


def test_what_the_fonts_lack_is_replaced_and_what_deceives_dropped() -> None:
    odd = "Merci 👩‍🌾 \u202eelbisivni\u202c 東京 \x07\ud800 12 500 € !"
    placed = layout(Picture("a.png", odd, (Bars(odd, (Bar(odd, 0.5, odd),)),), ""))
    assert_sound(placed)
    assert read(placed).count(f"Merci {SIGN} elbisivni {SIGN} {SIGN} 12 500 € !") == 4


def test_nothing_to_show_is_still_a_picture() -> None:
    empty = of(
        Bars("", ()),
        Axes("", ()),
        Grid("", (), (), ()),
        Grid("", ("",), ("",), ()),
        Bars("", (Bar("", 0, ""),)),
    )
    assert_sound(layout(empty))
    assert image(empty).width == image(of()).width == WIDTH


@pytest.mark.parametrize("count", [1, 2])
def test_a_star_of_too_few_axes_is_drawn_all_the_same(count: int) -> None:
    few = of(axes(POSTURE[:count], *[0.5] * count))
    assert_sound(layout(few))
    assert image(few).height > 600


def test_the_same_picture_gives_the_same_bytes_everywhere() -> None:
    code = (
        "import hashlib; from bot.reports.picture import print_picture; from tests.reports.pictures import picture\n"
        "print(hashlib.sha256(print_picture(picture('all'))).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert other.stdout.strip() == hashlib.sha256(print_picture(picture("all"))).hexdigest()


def test_it_says_nothing_but_what_is_seen() -> None:
    assert Image.open(BytesIO(print_picture(picture("quiz")))).info == {}


_TEXT = st.text(max_size=60)
_SHARE = st.floats(-1, 2)
_ITEMS = st.builds(GridItem, _TEXT, st.integers(-1, 4), st.integers(-1, 4))
_PANELS = st.one_of(
    st.builds(Bars, _TEXT, st.lists(st.builds(Bar, _TEXT, _SHARE, _TEXT), max_size=5).map(tuple)),
    st.builds(Axes, _TEXT, st.lists(st.builds(Axis, _TEXT, _SHARE), max_size=8).map(tuple)),
    st.builds(
        Grid,
        _TEXT,
        st.lists(_TEXT, max_size=4).map(tuple),
        st.lists(_TEXT, max_size=3).map(tuple),
        st.lists(_ITEMS, max_size=12).map(tuple),
    ),
)


@settings(max_examples=150, deadline=None)
@given(_TEXT, st.lists(_PANELS, max_size=3).map(tuple))
def test_any_text_has_its_place(title: str, panels: tuple[Bars | Axes | Grid, ...]) -> None:
    assert_sound(layout(Picture("a.png", title, panels, "")))


@settings(max_examples=15, deadline=None)
@given(_TEXT, st.lists(_PANELS, max_size=2).map(tuple))
def test_any_picture_can_be_drawn(title: str, panels: tuple[Bars | Axes | Grid, ...]) -> None:
    assert image(Picture("a.png", title, panels, "")).width == WIDTH
