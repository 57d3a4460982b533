"""How the screens of the team look: who belongs to it, what each of them holds, and how long case files are kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import Member, Organisation, Role
from bot.service.dates import local_day, say_day
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts

MEMBER, MONTHS = "m.", "r."
RETENTIONS = (12, 24, 36, 60)  # months
PAGE = 8  # choices on a screen

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Seat:
    """A member as others see them. `title` tells them apart; `cases`: how many case files they follow."""

    person: str
    title: str
    role: Role
    cases: int
    own: bool  # it is who looks


def titles(texts: Texts, members: Sequence[Member], zone: str) -> dict[str, str]:
    """What to call each member: the name they gave, with what tells them apart where several are called the same."""
    plain = {each.person: each.name or texts.say("without a name") for each in members}
    alike = Counter(plain.values())
    said: dict[str, str] = {}
    for each in members:
        title = plain[each.person]
        if not each.name or alike[title] > 1:
            day = say_day(texts, local_day(each.since, zone))
            title = texts.say("{name}, here since {day}", name=title, day=day)
        same = sum(other == title or other.startswith(f"{title} ·") for other in said.values())
        said[each.person] = f"{title} · {same + 1}" if same else title
    return said


def on_page(items: Sequence[Item], page: int) -> Sequence[Item]:
    """Those of `items` that stand on the page, from 0."""
    return items[page * PAGE : (page + 1) * PAGE]


def ways(texts: Texts, count: int, page: int, *others: Button | None) -> tuple[tuple[Button, ...], ...]:
    """The small buttons under a list of `count` choices: more of them, others, back."""
    more = Button(texts.say("More"), "more") if count > (page + 1) * PAGE else None
    return rows(more, *others, Button(texts.say("Back"), "back"))


def choose_member(seats: Sequence[Seat], page: int) -> tuple[Button, ...]:
    """A choice for each of the members on the page."""
    return tuple(Button(shortened(seat.title), MEMBER + seat.person) for seat in on_page(seats, page))


def paint_team(
    texts: Texts, organisation: Organisation, seats: Sequence[Seat], unattended: int, page: int
) -> Painting:
    """The members on the page. Admins can open each of them, the others themselves."""
    admin = any(seat.own and seat.role is Role.ADMIN for seat in seats)
    shown = on_page(seats, page)
    blocks: list[Block] = [
        Heading(organisation.name, level=1),
        Paragraph(texts.count("{n} people in the team.", len(seats))),
    ]
    if not admin:
        blocks.append(Bullets(tuple((_line(texts, seat), _note(texts, seat)) for seat in shown)))
    if admin and unattended:
        blocks.append(Paragraph(texts.count("{n} case files are followed by nobody.", unattended)))
    kept = texts.count(
        "A case file is erased {n} months after its last activity.", organisation.retention_months
    )
    blocks.append(Paragraph(kept, Tone.QUIET))
    choices = tuple(Button(_label(texts, seat), MEMBER + seat.person) for seat in shown if admin)
    controls = ways(
        texts,
        len(seats),
        page,
        Button(texts.say("Invite"), "invite"),
        Button(texts.say("My links"), "links"),
        Button(texts.say("Me in the team"), "me"),
        Button(texts.say("Files followed by nobody"), "unattended") if admin and unattended else None,
        Button(texts.say("How long files are kept"), "retention") if admin else None,
    )
    return Painting(tuple(blocks), choices, controls)


def _line(texts: Texts, seat: Seat) -> str:
    return texts.say("{name} (you)", name=seat.title) if seat.own else seat.title


def _label(texts: Texts, seat: Seat) -> str:
    return shortened(texts.say("{name}, {role}", name=_line(texts, seat), role=_note(texts, seat)))


def _note(texts: Texts, seat: Seat) -> str:
    if seat.role is Role.ADMIN and not seat.cases:
        return texts.say("runs the team, without a case file")
    if seat.role is Role.ADMIN:
        return texts.count("runs the team, {n} case files", seat.cases)
    return texts.count("{n} case files", seat.cases) if seat.cases else texts.say("without a case file")


def paint_member(texts: Texts, seat: Seat, *, admin: bool) -> Painting:
    """One member, and what can be changed: by themselves (`seat.own`) or by who runs the team."""
    note = _note(texts, seat)
    blocks = (Heading(_line(texts, seat)), Paragraph(note[:1].upper() + note[1:]))
    choices: list[Button] = []
    if seat.own:
        choices.append(Button(texts.say("Change my name"), "name"))
        if seat.cases:
            choices.append(Button(texts.say("Pass on my case files"), "pass_on"))
        choices.append(Button(texts.say("New telephone"), "phone"))
    elif admin:
        if seat.cases:
            choices.append(Button(texts.say("Pass on their case files"), "pass_on"))
        choices.append(Button(texts.say("New telephone"), "phone"))
    if admin and seat.role is Role.ADMIN:
        choices.append(Button(texts.say("No longer runs the team"), "officer"))
    elif admin:
        choices.append(Button(texts.say("Also runs the team"), "admin"))
    if seat.own:
        choices.append(Button(texts.say("Leave the team"), "leave"))
    elif admin:
        choices.append(Button(texts.say("Remove from the team"), "remove"))
    return Painting(blocks, tuple(choices), rows(Button(texts.say("Back"), "back")))


def paint_remove(texts: Texts, seat: Seat, alone: int) -> Painting:
    """Whether a colleague is to belong to the team no more; `alone`: the case files that nobody else follows."""
    blocks: list[Block] = [
        Heading(texts.say("Remove {name} from the team?", name=seat.title)),
        Paragraph(texts.say("They lose access at once to everything of the team. Their own interviews stay theirs.")),
    ]  # fmt: skip
    if alone:
        blocks.append(
            Paragraph(texts.count("{n} case files would be followed by nobody.", alone), Tone.STRONG)
        )
    choices = (
        Button(texts.say("First pass on their case files"), "pass_on") if seat.cases else None,
        Button(texts.say("Yes, remove"), "confirm"),
    )
    return Painting(
        tuple(blocks),
        tuple(each for each in choices if each),
        rows(Button(texts.say("Change nothing"), "close")),
    )


def paint_leave(texts: Texts, organisation: Organisation) -> Painting:
    """Whether one is to belong to the team no more."""
    blocks = (
        Heading(texts.say("Leave {name}?", name=organisation.name)),
        Paragraph(
            texts.say("You lose access at once to everything of the team. Your own interviews stay yours.")
        ),
    )
    return Painting(
        blocks,
        (Button(texts.say("Yes, leave"), "confirm"),),
        rows(Button(texts.say("Change nothing"), "close")),
    )


def paint_pass_on(texts: Texts, seat: Seat, others: Sequence[Seat], page: int) -> Painting:
    """To whom all case files of a member go."""
    title = (
        texts.say("Pass on my case files")
        if seat.own
        else texts.say("Pass on the case files of {name}", name=seat.title)
    )
    blocks: list[Block] = [Heading(title)]
    if not seat.cases:
        blocks.append(Paragraph(texts.say("There is no case file to pass on.")))
    elif not others:
        blocks.append(Paragraph(texts.say("There is no colleague yet. Invite one first.")))
    else:
        said = texts.count("{n} case files go at once to the person whom you choose.", seat.cases)
        blocks.append(Paragraph(said))
    offered = others if seat.cases else ()
    return Painting(tuple(blocks), choose_member(offered, page), ways(texts, len(offered), page))


def paint_pass_on_sure(texts: Texts, seat: Seat, chosen: Seat) -> Painting:
    """Whether all case files of a member are to go to the colleague `chosen`."""
    if seat.own:
        said = texts.count(
            "{n} case files go to {name}. You then have no access to them any more.",
            seat.cases,
            name=chosen.title,
        )
    else:
        said = texts.count("{n} case files go to {name}. {giver} then has no access to them any more.", seat.cases, name=chosen.title, giver=seat.title)  # fmt: skip
    blocks = (Heading(texts.say("Pass on the case files?")), Paragraph(said, Tone.STRONG))
    return Painting(
        blocks,
        (Button(texts.say("Yes, pass on"), "confirm"),),
        rows(Button(texts.say("Change nothing"), "close")),
    )


def paint_unattended(texts: Texts, count: int, seats: Sequence[Seat], page: int) -> Painting:
    """To whom the case files go that nobody follows."""
    blocks: list[Block] = [Heading(texts.say("Files followed by nobody"))]
    if count:
        blocks.append(
            Paragraph(texts.count("{n} case files go at once to the person whom you choose.", count))
        )
    else:
        blocks.append(Paragraph(texts.say("There is no case file to pass on.")))
    offered = seats if count else ()
    return Painting(tuple(blocks), choose_member(offered, page), ways(texts, len(offered), page))


def paint_retention(texts: Texts, organisation: Organisation) -> Painting:
    """How long case files are kept."""
    blocks = (
        Heading(texts.say("How long files are kept")),
        Paragraph(
            texts.say("A case file is erased, with all that hangs on it, when nobody has touched it for:")
        ),
    )
    choices = tuple(
        Button(
            texts.count("{n} months", months), f"{MONTHS}{months}", months == organisation.retention_months
        )
        for months in RETENTIONS
    )
    return Painting(blocks, choices, rows(Button(texts.say("Back"), "back")))


def paint_shorter(texts: Texts, months: int, doomed: int) -> Painting:
    """Whether case files are to be kept for a shorter time, though that erases some soon."""
    blocks = (
        Heading(texts.count("Keep case files for {n} months?", months)),
        Paragraph(texts.count("{n} case files would be erased in the coming days.", doomed), Tone.STRONG),
    )
    return Painting(
        blocks, (Button(texts.say("Confirm"), "confirm"),), rows(Button(texts.say("Change nothing"), "close"))
    )


def paint_my_name(texts: Texts, name: str, *, joined: bool) -> Painting:
    """What is typed next is the name that colleagues see."""
    blocks: list[Block] = [Heading(texts.say("What do your colleagues call you?"))]
    if name:
        blocks.append(Paragraph(texts.say("Now: {name}", name=name)))
    blocks.append(
        Paragraph(texts.say("Write the name that they will see. Nobody outside the team sees it, but for those whom you invite."), Tone.QUIET)
    )  # fmt: skip
    keep = Button(texts.say("Keep this name") if name else texts.say("Without a name"), "skip")
    back = keep if joined else Button(texts.say("Back"), "back")
    return Painting(
        tuple(blocks), (), rows(Button(texts.say("Show no name"), "drop") if name else None, back)
    )


def paint_outside(texts: Texts) -> Painting:
    """For who belongs to no team (any more)."""
    return Painting(
        (
            Paragraph(
                texts.say("You belong to no team. Someone who runs one can send you a link to join it.")
            ),
        ),
        (),
        rows(Button(texts.say("Go on"), "close")),
    )


def paint_nobody(texts: Texts) -> Painting:
    """For who looks for somebody who is not (or no longer) a colleague."""
    said = texts.say("This person is not (or no longer) in your team.")
    return Painting((Paragraph(said),), (), rows(Button(texts.say("Back"), "back")))
