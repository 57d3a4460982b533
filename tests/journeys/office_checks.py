"""What must hold after all journeys with case files: who was shown what, what the files hold, and how it was said."""

import re

from bot.app import RandomIds, WallClock
from bot.content import load_content
from bot.service.conversation import Conversation
from tests.journeys.checks import check_manners, complaints, shown_texts
from tests.journeys.office_cases import (
    BRACHEFEUILLE,
    CASTELMORON,
    CHANTEPIERRE,
    HETRAIES,
    LAVOIR,
    VILLEBRUMAIRE,
)
from tests.journeys.office_changes import CONTACT, NOTE, OVEN, SECRET, TERRITORY, THEMES
from tests.journeys.office_first import OWN_IDEA, OWN_WORDS
from tests.journeys.office_groups import HANGAR, VERGER
from tests.journeys.office_people import LINK, Caller, Office
from tests.journeys.office_second import AGREED, PLACE, STEP
from tests.journeys.office_team import ALINE, BASILE, CHLOE, FIRST, SECOND
from tests.journeys.office_told import chapter

_TEAM, _OTHER = {"aline", "basile", "basile anew"}, {"chloe"}
# who may ever read it
READERS = {
    FIRST: {*_TEAM, "denis", "elsa", "farid"},
    SECOND: {*_OTHER, "gaelle", "hugo", "aline"},  # aline: on the sheet of the network
    ALINE: {*_TEAM, "denis", "elsa"},
    BASILE: {*_TEAM, "farid"},
    CHLOE: {*_OTHER, "gaelle", "hugo"},
    **dict.fromkeys((BRACHEFEUILLE, CASTELMORON, HETRAIES, LAVOIR, OWN_WORDS, OWN_IDEA), _TEAM),
    **dict.fromkeys((CONTACT, NOTE, SECRET, TERRITORY, THEMES, OVEN), _TEAM),
    **dict.fromkeys((VILLEBRUMAIRE, CHANTEPIERRE, AGREED, STEP), _OTHER),
    PLACE: {*_OTHER, "aline"},
    HANGAR: {"denis"},
    VERGER: {"farid"},
}
_RARE = re.compile(r"\b[A-ZÉ][a-zéèêïîçœ]{6,}\b")


def _words(office: Office) -> set[str]:
    """What is looked for in files: all that was told, and each rare name in it."""
    return {*office.told, *(word for told in office.told for word in _RARE.findall(told))}


@chapter(6)
async def nobody_was_shown_what_is_of_others(office: Office) -> None:
    leaks = [
        (name, word)
        for name, caller in office.callers.items()
        for word, readers in READERS.items()
        if name not in readers and caller.has_seen(word)
    ]
    assert not leaks
    assert all(
        any(office.callers[name].has_seen(word) for name in readers & office.callers.keys())
        for word, readers in READERS.items()
        if word not in {HANGAR, VERGER}
    )


@chapter(6)
async def nothing_that_was_told_stands_in_the_files(office: Office) -> None:
    assert len(office.told) > 25
    folder = office.program.database.parent
    files = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert len(files) > 3, "the database, its log of writes, the keys, the log"
    account = str(office.callers["aline"].phone.user.id).encode()
    assert any(account in content for content in files.values()), "what is kept plainly would be found"
    for word in _words(office):
        forms = {
            form
            for each in (word, word.lower())
            for form in (each.encode(), each.encode("unicode-escape"), each.encode("utf-16-le"))
        }
        found = [name for name, content in files.items() if any(form in content for form in forms)]
        assert not found, (word, found)


@chapter(6)
async def telegram_has_nothing_to_complain_about(office: Office) -> None:
    check_manners(office.api, restarted=True)  # on a busy machine calls may arrive together


@chapter(6)
async def nothing_went_wrong_and_nothing_failed(office: Office) -> None:
    log = office.program.log
    assert not re.findall(r"^.*(?:Traceback|CRITICAL|ERROR).*$", log, re.MULTILINE)
    assert office.api.token not in log
    assert not office.program.kept("SELECT id FROM inbox WHERE state = 'failed'")


@chapter(6)
async def everything_was_said_in_good_french(office: Office) -> None:
    found = {text for caller in office.callers.values() for text in _remarks(office, caller)}
    assert not found


def _remarks(office: Office, caller: Caller) -> list[str]:
    """What should not be read, without what people wrote themselves and without links."""
    said = []
    for text in set(shown_texts(caller)):
        plain = text
        for told in sorted(office.told, key=len, reverse=True):
            plain = plain.replace(told, "Untel")
        said += complaints(LINK.sub("", plain))
    return said


@chapter(6)
async def every_command_of_the_menu_is_understood(office: Office) -> None:
    library, texts = load_content()
    conversation = Conversation(library, texts, WallClock(), RandomIds())
    menus = office.api.profile.commands.values()
    registered = {each["command"] for menu in menus for each in menu}
    assert len(registered) > 5, registered
    offered = {word for word, _ in conversation.commands()}
    assert not [word for word in registered | offered if conversation.command(word) is None]
