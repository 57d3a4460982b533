"""A result as interviews end with, and what is read back of its PDF with pymupdf."""

from itertools import chain
from typing import Any

import pymupdf

from bot.blocks import Bullets, Heading, Paragraph, Tone, Worded
from bot.reports.ink import A4

TITLE = "Où en êtes-vous\u202f? Le point avec la communauté de communes du Val d’Ornain"
FOOTER = "Trait d’union · Entretien «\u00a0Où en êtes-vous\u202f?\u00a0» · 22 novembre 2026"
RESULT: tuple[Worded, ...] = (
    Paragraph(
        "Vous coopérez déjà, et le moment est venu de prendre un peu de recul avec vos partenaires sur la façon de faire, "
        "avant d’ajouter de nouvelles actions."
    ),
    Heading("Voici ce qui nous le fait dire"),
    Bullets(
        (
            ("Vous avez tenu plusieurs réunions de travail avec trois structures voisines.", ""),
            (
                "Un but commun est écrit\u00a0: «\u00a0garder un accueil de proximité pour les jeunes du canton\u00a0».",
                "",
            ),
            ("Vous avez mis en commun 12\u202f500\u202f€, mais qui décide n’est pas clair pour tous.", ""),
        )
    ),
    Heading("Ce qui pèse en ce moment"),
    Bullets(
        (
            (
                "Le partage des rôles n’est pas clair",
                "Deux personnes portent presque tout, et l’une part en juin.",
            ),
            (
                "Vos différences n’ont jamais été mises sur la table",
                "Une association, une mairie et une coopérative ne décident ni au même rythme ni de la même manière.",
            ),
        )
    ),
    Heading("Le premier pas"),
    Paragraph(
        "Réunissez les quatre partenaires pour deux heures de «\u00a0prise de recul\u00a0», sans ordre du jour "
        "technique\u202f; dites dès l’invitation que rien ne sera décidé ce jour-là.",
        Tone.STRONG,
    ),
    Heading("Trois recommandations"),
    Bullets(
        (
            (
                "Écrivez à plusieurs qui fait quoi, sur une seule page.",
                (
                    "Pourquoi\u00a0: la fatigue vient souvent de tâches que personne n’a choisies.\n"
                    "Comment\u00a0: un tableau à quatre colonnes, rempli en séance, relu au bout de trois mois."
                ),
            ),
            (
                "Préparez le départ de l’animatrice dès maintenant.",
                (
                    "Pourquoi\u00a0: l’histoire du projet tient dans sa mémoire et dans ses carnets d’adresses.\n"
                    "Comment\u00a0: un récit à deux voix, une matinée de passage de relais, une liste de contacts commentée."
                ),
            ),
            (
                "Rencontrez une structure qui a vécu cela, réussie ou non.",
                (
                    "Pourquoi\u00a0: un récit vrai aide davantage qu’un guide, surtout s’il raconte aussi les ratés.\n"
                    "Comment\u00a0: un appel à un témoin, puis une visite à deux ou trois, chacun avec sa question."
                ),
            ),
        ),
        numbered=True,
    ),
    Heading("Les prochaines étapes"),
    Bullets(
        (
            ("Mardi 1er décembre 2026\u00a0: inviter les partenaires à la réunion de recul.", ""),
            ("Vendredi 15 janvier 2027\u00a0: relire ensemble la page des rôles.", ""),
        )
    ),
    Heading("Une question pour la prochaine fois"),
    Paragraph("Si vous deviez arrêter une seule chose dans cette coopération, laquelle serait-ce\u202f?"),
    Paragraph(
        "Ce point aide à réfléchir et ne remplace ni un conseil juridique ni l’avis de vos partenaires.",
        Tone.QUIET,
    ),
)

_OPEN: Any = pymupdf.open  # its types are half written


def read(data: bytes) -> Any:
    return _OPEN(stream=data, filetype="pdf")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def text_of(data: bytes) -> str:
    return squeezed(" ".join(page.get_text() for page in read(data)))


def spans(data: bytes) -> list[tuple[str, float, int]]:
    """Each drawn text, its size and its colour."""
    blocks = chain.from_iterable(page.get_text("dict")["blocks"] for page in read(data))
    lines = chain.from_iterable(block["lines"] for block in blocks)
    return [(span["text"], span["size"], span["color"]) for line in lines for span in line["spans"]]


def lines_of(data: bytes) -> list[str]:
    return [line for page in read(data) for line in page.get_text().splitlines()]


def expected(title: str, blocks: tuple[Worded, ...], footer: str) -> str:
    texts = [title]
    for block in blocks:
        match block:
            case Heading(text, _) | Paragraph(text, _):
                texts.append(text)
            case Bullets(items, numbered):
                for number, item in enumerate(items, start=1):
                    texts += [f"{number}." if numbered else "•", *item]
    return squeezed(" ".join([*texts, footer]))


def assert_sound(data: bytes) -> None:
    """Every character has its glyph, in the page, from an embedded font; nothing else is there."""
    assert b"Helvetica" not in data
    document = read(data)
    for page in document:
        assert not page.get_images()
        assert not page.get_links()
        assert not list(page.annots())
        for xref, extension, _kind, name, *_ in page.get_fonts():
            assert "DejaVuSans" in name
            assert extension == "ttf"
            assert document.extract_font(xref)[3]
        for span in page.get_texttrace():
            for code, glyph, (x, y), (_left, _top, right, _bottom) in span["chars"]:
                assert glyph > 0, hex(code)
                assert A4.side - 1 <= x
                assert right < A4.width - A4.side + 1
                assert 30 < y < A4.height - 30
