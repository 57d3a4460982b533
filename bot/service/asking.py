"""What is typed on a screen that waits for words, but is not meant for it."""

from bot.service.painting import Painting
from bot.texts.catalogues import Texts
from bot.texts.folding import folded


def on_a_button(text: str, painting: Painting) -> bool:
    """Whether `text` is exactly what a button says, or the number of a choice."""
    said = folded(text)
    if said.isdecimal():
        return 0 < int(said[:6]) <= len(painting.choices)
    return said in {folded(button.label) for button in painting.buttons}


def leaves(text: str, texts: Texts) -> bool:
    """Whether `text` says to leave a screen that waits for words: « retour », « annuler », « je passe »…"""
    ways = ("say.back", "say.skip", "say.close", "say.why", "command.cancel")
    return folded(text) in {folded(word) for way in ways for word in texts.words(way)}
