"""The card of an interview under the name of the case file that it is about."""

from bot.blocks import Paragraph, Tone
from bot.service.edits import shortened
from bot.service.interviews import Interview
from bot.service.menus import case_name
from bot.service.painting import Painting, rows
from bot.service.scene import Scene
from bot.service.screens import Button


async def with_case(scene: Scene, interview: Interview, painting: Painting) -> Painting:
    """`painting` under the name of its case, with the way to the others; an officer's role is no button there."""
    texts, subject = scene.texts, interview.record.subject
    case = scene.case
    if case is None or case.id != subject.case:
        case = await scene.tx.cases.seen_by(scene.person.id, subject.case) if subject.case else None
    name = texts.say("no case file") if case is None else case_name(texts, case)
    several = await scene.tx.cases.cooperations(subject.case) if case else ()
    project = next((each.name for each in several if each.id == subject.cooperation), "")
    if project and len(several) > 1:
        name = texts.say("{name} · {project}", name=name, project=project)
    above = Paragraph(texts.say("Case file: {name}", name=name), Tone.QUIET)
    before = scene.chat.case_before
    other = (
        await scene.tx.cases.seen_by(scene.person.id, before) if before not in {"", subject.case} else None
    )
    ways = rows(
        Button(shortened(texts.say("To {name}", name=case_name(texts, other))), "switch") if other else None,
        Button(texts.say("Case files"), "cases"),
    )
    controls = tuple(tuple(each for each in row if each.code != "role") for row in painting.controls)
    return Painting((above, *painting.blocks), painting.choices, (*filter(None, controls), *ways))
