"""At the terminal, nothing can be sent into another chat: such buttons are not there, and cannot be typed."""

from bot.blocks import Paragraph
from bot.channels.terminal.render import draw
from bot.loading.library import Library
from bot.service.painting import Painting
from bot.service.screens import Button, Screen
from bot.texts.catalogues import Texts

PASSING, BACK = Button("Envoyer", "pass", passes="Un titre"), Button("Retour", "back")


def test_a_button_that_passes_on_is_left_out(content: tuple[Library, dict[str, Texts]]) -> None:
    texts = content[1]["fr"]
    shown = Screen("menu", 1, (Paragraph("Fiche"),), controls=((PASSING, BACK),))
    assert draw(shown, texts, colour=False) == draw(
        Screen("menu", 1, (Paragraph("Fiche"),), controls=((BACK,),)), texts, colour=False
    )
    alone = Screen("menu", 1, (Paragraph("Fiche"),), controls=((PASSING,),))
    assert draw(alone, texts, colour=False) == "Fiche"


def test_it_is_no_button_to_be_pressed() -> None:
    """So neither its code, sent by whatever means, nor its label, typed, counts."""
    choice = Button("Un", "a")
    assert Painting((), (choice,), ((PASSING, BACK),)).buttons == (choice, BACK)
