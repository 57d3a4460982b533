"""What typed words are taken for. A wrong guess would be a wrong answer that nobody notices: rather asked than guessed."""

from datetime import date

import pytest

from bot.engine.dialogue import Inputs, Voice
from bot.engine.values import Key
from bot.loading.library import Library
from bot.service import menus
from bot.service.prompts import OPTION
from bot.service.screens import Button
from bot.service.understanding import Answered, Asked, Meaning, Pressed, Situation, Unclear, meaning
from bot.service.wording import Wording
from bot.texts.catalogues import Texts

Content = tuple[Library, dict[str, Texts]]
CONTROLS = (Button("Retour", "back"), Button("Je passe", "skip"), Button("Pourquoi ?", "why"))


def understood(content: Content, question: str, text: str) -> str:
    """The option or options taken, « ? » with what is asked back, or the button or command."""
    library, texts = content
    engine = library.engines["situation_diagnosis"]
    session = engine.begin(Inputs()).session
    wording = Wording(texts["fr"], engine.dialogue, Voice.BENEFICIARY)
    asked = engine.dialogue.questions[question]
    choices = tuple(
        Button(wording.option(session, Key(question), option), OPTION + option) for option in asked.option_ids
    )
    return told(meaning(text, Situation(choices, CONTROLS, asked, date(2026, 11, 24)), texts["fr"]))


def told(meant: Meaning) -> str:
    match meant:
        case Pressed(code):
            return code.removeprefix(OPTION)
        case Answered(value):
            return " ".join(getattr(value, "options", ("?",)))
        case Asked(command):
            return f"/{command}"
        case Unclear(nearest):
            return " ".join(("?", *(button.code.removeprefix(OPTION) for button in nearest)))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("activity", "non", "none"),
        ("activity", "oui", "running"),
        ("activity", "5", "contacts"),
        ("activity", "E", "contacts"),
        ("activity", "quelques contacts", "contacts"),
        ("activity", "quelque contact", "contacts"),
        ("activity", "DES ACTIONS EN COURS", "running"),
        ("activity", "a l'arret", "stopped"),
        ("activity", "je ne sais pas", "skip"),
        ("decides", "ensemble", "shared"),
        ("appetite", "non", "no"),
        ("appetite", "non, on n'en a pas envie", "no"),
        ("appetite", "pas vraiment", "rather_no"),
        ("appetite", "pas sûr", "skip"),
        ("practice", "l'argent et les tensions", "money tensions"),
        ("practice", "4 et 8", "tensions money"),
        ("practice", "d h", "tensions money"),
        ("joint", "aucun", "nothing"),
        ("joint", "réunion de travail et un but commun", "worked aim_set"),
        ("gaps", "partenaires et argent", "missing_partners missing_funding"),
        ("brakes", "pas le temps", "lack_time_means"),
        ("sounds_like", "je ne sais pas", "skip"),
        ("activity", "pourquoi", "why"),
        ("activity", "précédent", "back"),
        ("activity", "au secours", "/help"),
    ],
)
def test_what_people_write_is_understood(content: Content, question: str, text: str, expected: str) -> None:
    assert understood(content, question, text) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("activity", "pour mon groupe", "?"),
        ("activity", "des projets en cours", "? running"),
        ("activity", "on n'a rien commencé", "?"),
        ("activity", "on a rien lancé", "? preparing"),
        ("activity", "pas du tout", "?"),
        ("activity", "12", "?"),
        ("activity", "🙂", "?"),
        ("activity", "x" * 5000, "?"),
        ("activity", "\u202e\u200f", "?"),
        ("decides", "tout", "?"),
        ("decides", "c'est clair", "?"),
        ("decides", "tout va bien", "?"),
        ("appetite", "oui", "? yes rather_yes"),
        ("appetite", "ça dépend", "? depends"),
        ("practice", "pas de tensions", "?"),
        ("practice", "argent, machin", "? money"),
        ("joint", "tout", "?"),
        ("origin", "de la préfecture", "?"),
        ("origin", "confirmer", "?"),
    ],
)
def test_what_could_be_something_else_is_asked_back(
    content: Content, question: str, text: str, expected: str
) -> None:
    assert understood(content, question, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je suis le maire d'un petit village", "v.beneficiary"),
        ("je suis bénévole dans une association", "v.beneficiary"),
        ("je suis chargée d'appui", "v.officer"),
        ("maire et chargé d'appui", "?"),
        ("je passe", "?"),
    ],
)
def test_people_say_who_they_are_in_their_own_words(content: Content, text: str, expected: str) -> None:
    texts = content[1]["fr"]
    where = Situation(menus.paint_who(texts).choices, (), None, date(2026, 11, 24))
    assert told(meaning(text, where, texts)) == expected


def test_yes_takes_what_was_asked_back(content: Content) -> None:
    texts = content[1]["fr"]
    where = Situation(
        (Button("Des contacts", "o.contacts"),), (), None, date(2026, 11, 24), hint="o.contacts"
    )
    assert meaning("oui", where, texts) == Pressed("o.contacts")
