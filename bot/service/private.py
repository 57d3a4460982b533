"""Private interviews, whose dialogue says how long they are kept: who sees them and until when, and erasing one at once."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.blocks import Block, Heading, Paragraph, Tone
from bot.engine.outcomes import Delay, Unit
from bot.loading.library import Library
from bot.ports import Transaction
from bot.service.dates import due, local_day, say_day
from bot.service.interviews import Interview
from bot.service.painting import Painting, rows
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.texts.catalogues import Texts

UNSAID = Delay(6, Unit.MONTH)  # of dialogues that no longer say how long
ERASE, ERASE_SURE = "erase_private", "erase_private_sure"


def kept_in(library: Library) -> dict[str, Delay]:
    """How long each dialogue whose interviews are private has them kept."""
    said = {id: engine.dialogue.calling.kept for id, engine in library.engines.items()}
    return {id: kept for id, kept in said.items() if kept is not None}


def gone_on(kept: Mapping[str, Delay], dialogue: str, touched_at: datetime, zone: str) -> date:
    """The day, in `zone`, on which an interview touched last at `touched_at` is erased."""
    return due(kept.get(dialogue, UNSAID), local_day(touched_at, zone))


async def holds_private(tx: Transaction, case: str, person: str) -> bool:
    """Whether there is something about `case` that only `person` can see."""
    return any(each.private for each in await tx.sessions.about(case, viewer=person))


async def holds_any_private(tx: Transaction, person: str) -> bool:
    """Whether there is something about the case files that they follow that only `person` can see."""
    return any([await holds_private(tx, case, person) for case in await tx.cases.held_by(person)])


def say_lost(texts: Texts) -> str:
    """That it goes when somebody follows its case file no more."""
    return texts.say("What only you can see there is then erased.")


def say_was_lost(texts: Texts) -> str:
    """That it has gone; it names nothing, as a locked phone may show it."""
    return texts.say("What only you could see there is erased.")


def who_sees(scene: Scene, interview: Interview) -> tuple[Block, ...]:
    """Who sees a private interview, and until when; nothing of others."""
    record = interview.record
    if not record.private:
        return ()
    said = interview.engine.dialogue.calling.kept or UNSAID
    day = gone_on({record.dialogue: said}, record.dialogue, record.touched_at, scene.person.zone)
    sentence = scene.texts.say(
        "Only you can see these answers and this result. They are erased on {day}, or as soon as you like.",
        day=say_day(scene.texts, day),
    )
    if record.subject.oneself:
        return (Paragraph(sentence, Tone.QUIET),)
    listed = scene.texts.say(
        "Its ideas and steps, which name nobody, stand in the case file for whoever follows it."
    )
    return (Paragraph(f"{sentence} {listed}", Tone.QUIET),)


def way_to_erase(scene: Scene, interview: Interview) -> Button | None:
    """The way to erase a private interview at once; of others, none."""
    return Button(scene.texts.say("Erase now"), ERASE) if interview.record.private else None


def paint_erase(scene: Scene, interview: Interview) -> Painting:
    """Whether it is to be erased at once, asked once."""
    texts = scene.texts
    blocks: list[Block] = [
        Heading(texts.say("Erase these answers and this result?")),
        Paragraph(
            texts.say("Nobody can bring them back. The steps and ideas that came of them stay on the list.")
        ),
    ]
    if interview.engine.dialogue.picture:
        said = texts.say("Pictures that you have received stay in the conversation until you clear them yourself.")  # fmt: skip
        blocks.append(Paragraph(said, Tone.QUIET))
    keep = Button(texts.say("Keep them"), "close")
    return Painting(tuple(blocks), (), rows(keep, Button(texts.say("Yes, erase"), ERASE_SURE)))


def paint_erased(texts: Texts) -> Painting:
    """What stays on the card of an interview that was erased."""
    return Painting((Paragraph(texts.say("These answers and this result are erased.")),))
