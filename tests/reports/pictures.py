"""Pictures as interviews give them, and what is read back of their pixels."""

from collections import Counter
from io import BytesIO
from typing import Any

from PIL import Image, ImageColor

from bot.reports.drawing import WIDTH, Box, Mark, Plate, Shade, Words
from bot.reports.picture import Drawing, place_picture, print_picture, ruler
from bot.service.documents import Axes, Axis, Bar, Bars, Grid, GridItem, Picture

Colour = tuple[int, int, int]

BARS = Bars(
    "Vos quatre motivations",
    (
        Bar("Apprendre des autres", 1.0, "8 réponses sur 8"),
        Bar("Peser davantage ensemble", 0.625, "5 réponses sur 8"),
        Bar("Faire des économies", 0.25, "2 réponses sur 8"),
        Bar("Répondre à une demande", 0.0, "0 réponse sur 8"),
    ),
)
LONG_BARS = Bars(
    "Ce qui vous pousse, tel que vos réponses le laissent voir aujourd’hui",
    (
        Bar("Apprendre des autres structures du territoire, pour ne plus tout inventer", 0.9, "7 sur 8"),
        Bar("Peser", 0.04, "une réponse sur 8, et encore, avec beaucoup d’hésitation"),
    ),
)
POSTURE = (
    "Écoute",
    "Confiance",
    "Souplesse",
    "Engagement",
    "Réciprocité",
    "Transparence",
    "Partage",
    "Clarté",
)
LONG_POSTURE = (
    "Capacité à travailler avec d’autres structures",
    "Connaissance mutuelle des partenaires",
    "Souplesse dans les décisions prises ensemble",
    "Engagement dans la durée",
    "Réciprocité des contributions",
    "Transparence sur les moyens financiers",
    "Interconnaissance territoriale",
    "Communication",
)
ACTORS = (
    "Mairie de Revigny",
    "Communauté de communes du Val d’Ornain",
    "Foyer rural",
    "Association des parents d’élèves du RPI",
    "Coopérative agricole Les Trois Vallées 👩‍🌾",
    "Maison France services",
    "Pays d’art et d’histoire intercommunal",
    "Épicerie solidaire itinérante du canton",
    "MJC",
    "Syndicat mixte d’aménagement numérique",
    "Jeanne Lefèvre-Dumoulin",
    "Centre social «\u00a0La Clairière\u00a0»\u202f!",
)
COLUMNS = ("Favorable", "Partagé", "Réservé")
ROWS = ("Influence forte", "Influence moyenne", "Influence faible")


def axes(labels: tuple[str, ...], *shares: float) -> Axes:
    return Axes(
        "Votre posture", tuple(Axis(label, share) for label, share in zip(labels, shares, strict=True))
    )


def grid(*places: tuple[int, int], names: tuple[str, ...] = ACTORS) -> Grid:
    items = (GridItem(name, *place) for name, place in zip(names, places, strict=True))
    return Grid("Qui peut quoi", COLUMNS, ROWS, tuple(items))


EVEN = tuple((number % 3, number // 4) for number in range(12))
SAMPLES = {
    "quiz": (BARS, axes(POSTURE[:6], 0.8, 0.6, 0.4, 0.9, 0.2, 0.7)),
    "long": (LONG_BARS, axes(LONG_POSTURE, 0.8, 0.6, 0.4, 0.9, 0.2, 0.7, 0.5, 0.0)),
    "eight axes": (axes(POSTURE, *[0.5] * 8),),
    "three axes": (axes(LONG_POSTURE[:3], 0, 0.5, 1),),
    "no score": (axes(POSTURE[:6], *[0.0] * 6),),
    "even": (grid(*EVEN),),
    "one cell": (grid(*[(0, 0)] * 12),),
    "last cell": (grid(*[(2, 2)] * 12),),
    "one column": (grid(*[(1, number % 3) for number in range(12)]),),
    "forty signs": (
        grid(*[(1, 1)] * 12, names=tuple((f"{n} " + "intercommunalité " * 3)[:40] for n in ACTORS)),
    ),
    "nobody": (grid(names=()),),
    "all": (BARS, axes(POSTURE[:6], *[0.3] * 6), grid(*EVEN)),
}


def picture(name: str) -> Picture:
    return Picture("image.png", "Ce qui vous pousse à coopérer, et comment\u202f?", SAMPLES[name], "")


def of(*panels: Any) -> Picture:
    return Picture("image.png", "", panels, "")


def layout(shown: Picture) -> Drawing:
    return place_picture(shown, ruler())


def image(shown: Picture) -> Image.Image:
    return Image.open(BytesIO(print_picture(shown)))


def words(drawing: Drawing) -> list[Words]:
    return [mark for mark in drawing.marks if isinstance(mark, Words)]


def plates(drawing: Drawing, shade: Shade) -> list[Plate]:
    return [mark for mark in drawing.marks if isinstance(mark, Plate) and mark.shade is shade]


def read(drawing: Drawing) -> str:
    """All that is written, words that were divided made whole."""
    return " ".join(one.text for one in words(drawing)).replace("- ", "").replace("\u00a0", " ")


def holds(outer: Box, inner: Box) -> bool:
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.top <= inner.top and inner.bottom <= outer.bottom


def trimmed(box: Box) -> Box:
    """`box` without the breadth of a hair, for edges that meet."""
    return Box(box.left + 0.1, box.top + 0.1, box.width - 0.2, box.height - 0.2)


def assert_sound(drawing: Drawing) -> None:
    """Everything is in the picture, big enough to be read, in characters that there are, and beside all else."""
    sheet, known = Box(0, 0, WIDTH, drawing.height), ruler()
    written = words(drawing)
    for one in written:
        assert holds(sheet, one.box), one
        assert one.lettering.size >= 34
        assert all(ord(sign) in known.glyphs for sign in one.text)
        assert one.box.width == known.width(one.text, one.lettering)
    for at, one in enumerate(written):
        for other in written[:at]:
            assert not trimmed(one.box).overlaps(trimmed(other.box)), (one, other)
    for mark in drawing.marks:
        assert holds(sheet, _extent(mark))
    for at, plate in enumerate(names := plates(drawing, Shade.TRACK)):
        assert not any(plate.box.overlaps(other.box) for other in names[:at])


def _extent(mark: Mark) -> Box:
    match mark:
        case Words(box=box) | Plate(box=box):
            return box
        case _ if hasattr(mark, "points"):
            across, down = zip(*mark.points, strict=True)
            return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
        case _:
            (x, y), radius = mark.at, mark.radius
            return Box(x - radius, y - radius, 2 * radius, 2 * radius)


def colours(drawn: Image.Image, box: Box) -> Counter[Colour]:
    cut = drawn.crop((round(box.left), round(box.top), round(box.right), round(box.bottom)))
    return Counter({colour: count for count, colour in cut.getcolors(cut.width * cut.height) or []})  # type: ignore[misc]


def rgb(shade: Shade) -> Colour:
    red, green, blue = ImageColor.getrgb(shade.value)[:3]
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Between 1 and 21, as WCAG reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
