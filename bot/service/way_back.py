"""What « retour » means on a menu card: the button that leads back, whatever it is called there."""

from bot.service.painting import Painting
from bot.texts.catalogues import Texts
from bot.texts.folding import folded


def goes_back(text: str, texts: Texts) -> bool:
    """Whether `text` asks to go back: « retour », « précédent »…"""
    return folded(text) in map(folded, texts.words("say.back"))


def named_back(text: str, painting: Painting) -> str:
    """The code of the small button that has the very word: « Retour à la liste », « Page précédente »; "" without one."""
    said = folded(text)
    controls = painting.buttons[len(painting.choices) :]
    return next(
        (
            button.code
            for button in controls
            if any(word.startswith(said) for word in folded(button.label).split())
        ),
        "",
    )
