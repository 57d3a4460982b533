"""Maps of the actors, drawn in the conversation: the interview that only who answered it may see."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import pytest

from bot.ports import Transaction
from bot.records import DiagnosisRecord
from bot.service.scene import Scene
from bot.service.screens import MENU
from bot.service.views import Show, View, decode_view
from tests.service.casework import Team
from tests.service.held import active, begins
from tests.service.office import Visitor, read

MAP = "actor_map"
ROSELINE, MISSING = "Roseline Vatel", "Le vieux maire rancunier"  # named, and said to be missing
NAMES = (ROSELINE, "Firmin Ledru", "Odile Samson")
SECRETS = (*NAMES, MISSING)
ANSWERS = {"position": "hostile", "weight": "strong", "worry": "old_story", "disagreement": "avoided"}
# Buttons that change something; what they would show stands on the screens that ask first.
_CHANGING = (
    "erase",
    "confirm",
    "kept.",
    "agree",
    "x.",
    "drop",
    "d.",
    "a.",
    "k.",
    "keep",
    "remove",
    "up",
    "down",
)
# Screens with many buttons and nothing that an interview says.
_ELSEWHERE = {
    *(
        Show.INVITE,
        Show.INVITED,
        Show.LINKS,
        Show.TEAM,
        Show.MEMBER,
        Show.HELP,
        Show.HOME,
        Show.NOTHING,
        Show.CASES,
    ),
    *(
        Show.CASE_FIELD,
        Show.CASE_KIND,
        Show.CASE_PRIORITY,
        Show.CASE_NEW,
        Show.CASE_SEARCH,
        Show.COOPERATION_NAME,
    ),
    *(
        Show.STEP_NEW,
        Show.STEP_WHEN,
        Show.STEP_WHO,
        Show.STEP_REWORD,
        Show.PLAN_ADD,
        Show.PLAN_REWORD,
        Show.VISIT_WHEN,
    ),
}
_MOST = 30  # screens


@pytest.fixture
async def case(team: Team) -> str:
    """A case file that Marie and Paul follow, of which Marie has drawn a map."""
    made = await team.case("Le Moulin", team.marie, team.paul)
    await maps(team.marie, made)
    return made


async def maps(visitor: Visitor, case: str = "", names: Iterable[str] = NAMES, **answers: str) -> str:
    """A finished map of `names`; its id. What is not answered in `ANSWERS` or `answers` gets the first option."""
    await begins(visitor, MAP, case)
    return await answered(visitor, list(names), ANSWERS | answers)


async def answered(visitor: Visitor, names: list[str], answers: dict[str, str]) -> str:
    """The map that the visitor is at, once all is answered."""
    for _ in range(80):
        record = await active(visitor)
        question, codes = record.position, [code for _, code in visitor.offered]
        if not question:
            return record.id
        if question == "who":
            await visitor.says(names.pop(0))
        elif question == "missing":
            await visitor.says(MISSING)
        else:
            first = next(code for code in codes if code.startswith("o."))
            wanted = "no" if question == "one_more" and not names else answers.get(question, "")
            await visitor.presses(f"o.{wanted}" if wanted else first)
            if "done" in codes:
                await visitor.presses("done")
    raise AssertionError("it has no end")


@asynccontextmanager
async def scene_of(visitor: Visitor) -> AsyncIterator[Scene]:
    """A turn of the visitor that shows nothing."""
    async with visitor.office.store.transaction() as tx:
        yield await visitor.office.conversation._enter(tx, visitor.address, below=True)


async def result_of(tx: Transaction, session: str) -> DiagnosisRecord:
    found = await tx.diagnoses.last(session)
    assert found is not None
    return found


async def opened(visitor: Visitor, view: View) -> str:
    """The menu card as it shows `view`; all words of it, buttons too."""
    async with visitor.office.store.transaction() as tx:
        conversation = visitor.office.conversation
        scene = await conversation._enter(tx, visitor.address, below=True)
        await conversation.reception.menu(scene, view)
        visitor.answer = await scene.leave()
    visitor.screen = visitor.answer.screens[-1]
    return everything(visitor)


def everything(visitor: Visitor) -> str:
    """All words that came back: screens with their buttons, what pops up, documents, notices."""
    answer = visitor.answer
    buttons = (
        button.label
        for screen in answer.screens
        for button in (*screen.choices, *(each for row in screen.controls for each in row))
    )
    screens = (read(screen.blocks) for screen in answer.screens)
    return "\n".join((*screens, *buttons, answer.toast, repr(answer.documents), repr(answer.notices)))


async def view_of(visitor: Visitor) -> View | None:
    """What the menu card shows, if it is the one drawn last."""
    async with visitor.office.store.transaction() as tx:
        cards = {card.name: card for card in await tx.chats.cards(visitor.address)}
    drawn = [screen.card for screen in visitor.answer.screens][-1:]
    return decode_view(cards[MENU].view) if drawn == [MENU] else None


async def wanders(visitor: Visitor, *starts: View) -> dict[View, str]:
    """Every menu screen that buttons lead to from `starts`, with all its words and those of what its buttons bring."""
    seen: dict[View, str] = {}
    waiting = list(starts)
    while waiting:
        view = waiting.pop(0)
        if view in seen or view.show in _ELSEWHERE or len(seen) == _MOST:
            continue
        seen[view] = await opened(visitor, view)
        for code in [code for _, code in visitor.offered if not code.startswith(_CHANGING)]:
            await opened(visitor, view)
            if code not in [each for _, each in visitor.offered]:
                continue
            await visitor.presses(code)
            seen[view] += everything(visitor)
            after = await view_of(visitor)
            if after is not None and after.page < 2:
                waiting.append(after)
    return seen
