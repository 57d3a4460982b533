"""Links that open an interview: no invitation and no secret, good for everybody and for ever, since they open nothing kept."""

from dataclasses import replace

from bot.engine.dialogue import Dialogue, Voice
from bot.records import SessionRecord, Status, Subject
from bot.service.counter import House
from bot.service.counters.proposing import open_interview
from bot.service.invitations import OPENS_INTERVIEW
from bot.service.scene import Scene
from bot.service.views import Show, View
from bot.service.wording import Wording
from bot.texts.catalogues import Texts


def payload(dialogue: str) -> str:
    """What a deep link carries to open `dialogue`."""
    return OPENS_INTERVIEW + dialogue


def opens_interview(token: str) -> bool:
    """Whether `token` is meant to open an interview, perhaps typed from paper in capitals."""
    return token.lower().startswith(OPENS_INTERVIEW)


async def open_by_link(house: House, scene: Scene, token: str) -> None:
    """Begin the interview that `token` names, or go on with it; where the person has none of it, that is said."""
    engine = house.interviews.library.engines.get(token.lower().removeprefix(OPENS_INTERVIEW))
    person, texts = scene.person, scene.texts
    if engine is None or not engine.dialogue.calling.minutes:
        await _lead_on(house, scene, _say_nowhere(texts, known=person.voice is not None))
    elif (person.voice or Voice.BENEFICIARY) not in engine.dialogue.voices:
        await _lead_on(house, scene, [_say_for_others(texts, person.voice)])
    else:
        if person.voice is None:
            scene.sentences += _say_hello(texts)
            scene.person = replace(person, voice=Voice.BENEFICIARY)
            await scene.tx.people.save(scene.person)
        await _open(house, scene, engine.dialogue)


async def _open(house: House, scene: Scene, dialogue: Dialogue) -> None:
    if scene.member is not None and not dialogue.calling.oneself:
        voice = scene.person.voice or Voice.BENEFICIARY
        scene.sentences.append(Wording(scene.texts, dialogue, voice).text("title"))
        await open_interview(house, scene, dialogue.id, Subject())  # asks which case, whichever is spoken of
        return
    waiting = await house.drawer.newest_open(scene, dialogue.id, Subject())
    await _say_aside(house, scene, waiting)
    if waiting is None:
        await house.begin(scene, dialogue.id, Subject())
        return
    if waiting.answered:
        scene.notes.append(scene.texts.say("You have begun this interview already: here is where you were."))
    await house.go_on(scene, waiting)


async def _say_aside(house: House, scene: Scene, next_one: SessionRecord | None) -> None:
    """That an interview in the middle makes place for another, and how to come back to it."""
    left = await house.drawer.active(scene)
    if left is None or left.id != scene.chat.active or (next_one is not None and left.id == next_one.id):
        return
    if left.answered and left.status is Status.OPEN:
        scene.notes.append(
            scene.texts.say("The other interview is put aside with your answers. /reprendre brings it back.")
        )


async def _lead_on(house: House, scene: Scene, sentences: list[str]) -> None:
    """The interviews there are for the person; who is new says first who they are."""
    scene.sentences += sentences
    if scene.person.voice is None:
        await house.menu(scene, View(Show.WELCOME))
    else:
        await house.command(scene, "interviews")


def _say_nowhere(texts: Texts, *, known: bool) -> list[str]:
    return [
        texts.say("This link leads to no interview, or no longer does."),
        texts.say("Check that it is whole, or choose from this list.")
        if known
        else texts.say("Check that it is whole. You can also begin here."),
    ]


def _say_for_others(texts: Texts, voice: Voice | None) -> str:
    """That the interview is for those of the other voice, and what to do."""
    match voice:
        case Voice.OFFICER:
            return texts.say("This interview is for the people of the groups: pass the link on to them. Here are those for you.")  # fmt: skip
        case Voice.BENEFICIARY:
            return texts.say("This interview is for those who support groups. Here are those for you.")
        case None:
            return texts.say("This interview is for those who support groups. If you do, say so here, then open the link again.")  # fmt: skip


def _say_hello(texts: Texts) -> list[str]:
    """What whoever is new is told, though a link has led them past the welcome."""
    return [
        texts.say("Hello, this is an automatic assistant. It asks some questions about what you do with others, and helps to see clearly."),
        texts.say("Your answers stay yours: whoever gave you this link does not see them. /supprimer erases them at any moment."),
    ]  # fmt: skip
