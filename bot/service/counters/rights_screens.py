"""The screens of one's rights over what is kept."""

from dataclasses import dataclass

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.service.painting import Painting, rows
from bot.service.personal_copy import Kept
from bot.service.retention import PERSON_MONTHS, TRAIL_MONTHS
from bot.service.screens import Button
from bot.texts.catalogues import Texts


@dataclass(frozen=True, slots=True)
class Leaving:
    """What an erasure does beyond one's own interviews.

    `shares` are in force, `answered` are interviews for case files, `alone` the case files that nobody else follows;
    `last_admin`: others of the team would be left without anybody who runs it; `last_member`: there are no others.
    `exported`: something is in the person's own calendar.
    """

    shares: int = 0
    answered: int = 0
    member: bool = False
    alone: int = 0
    last_admin: bool = False
    last_member: bool = False
    exported: bool = False


def paint_my_data(texts: Texts, kept: Kept) -> Painting:
    """What is kept of the person, why, how long and who sees it; and the ways to have it or to erase it."""
    blocks: list[Block] = [
        Heading(texts.say("What is kept of you"), level=1),
        Bullets((*_own(texts, kept), *_of_the_team(texts, kept), *_trail(texts, kept))),
        Paragraph(texts.say("What for: to find out where you stand, to show your result again, and to go on where you stopped.")),
        Paragraph(_how_long(texts, kept)),
        Paragraph(_who_sees(texts, kept)),
        Paragraph(texts.say("The file and the document hold all of it, even what you keep confidential: keep them to yourself."), Tone.QUIET),
    ]  # fmt: skip
    controls = rows(
        Button(texts.say("Receive it as a file (JSON)"), "json"),
        Button(texts.say("Receive it as a document (PDF)"), "pdf"),
        Button(texts.say("Erase everything"), "erase"),
        Button(texts.say("Go on"), "close"),
        width=1,
    )
    return Painting(tuple(blocks), (), controls)


def _own(texts: Texts, kept: Kept) -> list[tuple[str, str]]:
    """What is the person's alone."""
    lines = [(texts.say("The number of your account, your language and your time zone"), "")]
    if kept.person.name:
        lines.append((texts.say("Your name: {name}", name=kept.person.name), ""))
    if kept.own:
        own = texts.count("{n} interviews about your own project", len(kept.own))
        lines.append((own, texts.say("your answers, your remarks, and what you keep confidential")))
    if kept.private:
        lines.append((texts.count("{n} interviews that only you can see", len(kept.private)), ""))
    if kept.results:
        lines.append((texts.count("{n} results", len(kept.results)), ""))
    if kept.plan or kept.steps:
        lines.append((texts.say("Your list of ideas and steps"), ""))
    if kept.habits.since is not None or kept.reminders or kept.exported:
        reminders = texts.say("what you agreed to, the hour and the days, what was told and what is to come")
        lines.append((texts.say("Your reminders"), reminders))
    if kept.shares:
        shares = texts.count("{n} agreements to share", len(kept.shares))
        lines.append((shares, texts.say("in force or ended, each with the sentence that you agreed to")))
    links = len(kept.made) + len(kept.used)
    if links:
        lines.append((texts.count("{n} links made or opened", links), ""))
    return lines


def _of_the_team(texts: Texts, kept: Kept) -> list[tuple[str, str]]:
    """What the person is to a team and its case files."""
    lines = []
    if kept.organisation is not None:
        followed = texts.count("{n} case files followed", len(kept.followed)) if kept.followed else ""
        lines.append((texts.say("Your place in the team “{name}”", name=kept.organisation.name), followed))
    if kept.answered:
        answered = texts.count("{n} interviews answered for case files", len(kept.answered))
        lines.append((answered, texts.say("what was said there belongs to the case file")))
    return lines


def _trail(texts: Texts, kept: Kept) -> list[tuple[str, str]]:
    if not kept.traces:
        return []
    count = texts.count("{n} lines of yours in the access log", len(kept.traces))
    return [(count, texts.say("what was done and when, without a word of the content"))]


def _how_long(texts: Texts, kept: Kept) -> str:
    if kept.organisation is None:
        return texts.say(
            "How long: {own} months after the last time you used it; {trail} months for the access log.",
            own=PERSON_MONTHS,
            trail=TRAIL_MONTHS,
        )
    return texts.say(
        "How long: as long as you are in the team, then {own} months; {cases} months without contact for case files; {trail} months for the access log.",
        own=PERSON_MONTHS,
        cases=kept.organisation.retention_months,
        trail=TRAIL_MONTHS,
    )


def _who_sees(texts: Texts, kept: Kept) -> str:
    if kept.organisation is None:
        return texts.say("Who sees it: you; whom you share with, as long as you do; and the person who runs this assistant, when a fault has to be mended.")  # fmt: skip
    return texts.say("Who sees it: you; your colleagues for your name, your role and the case files that you follow together; and the person who runs this assistant, when a fault has to be mended.")  # fmt: skip


def paint_erase(texts: Texts, leaving: Leaving, *, sure: bool) -> Painting:
    """Erasing everything, asked twice."""
    keep = Button(texts.say("Keep everything"), "close")
    if sure:
        blocks: tuple[Block, ...] = (
            Heading(texts.say("Are you sure?")),
            Paragraph(texts.say("Once erased, nobody can bring it back.")),
        )
        return Painting(blocks, (), rows(keep, Button(texts.say("Erase for good"), "erase_sure"), width=1))
    blocks = (
        Heading(texts.say("Erase everything?")),
        Paragraph(texts.say("All your answers, remarks, results, steps and reminders would be erased, for good.")),
        *_goes(texts, leaving),
        *_first(texts, leaving),
        Paragraph(
            texts.say("Of your visits, only lines without a name stay in the access log, {n} months at most.", n=TRAIL_MONTHS),
            Tone.QUIET,
        ),
    )  # fmt: skip
    controls = rows(
        keep,
        Button(texts.say("Yes, erase"), "erase"),
        Button(texts.say("See the team first"), "team") if leaving.alone or leaving.last_admin else None,
        Button(texts.say("What is kept of me?"), "my_data"),
        width=1,
    )
    return Painting(blocks, (), controls)


def _goes(texts: Texts, leaving: Leaving) -> list[Block]:
    """What else goes, and what stays."""
    blocks: list[Block] = []
    if leaving.exported:
        blocks.append(Paragraph(texts.say("What is in your own calendar stays there: only you can take it out.")))  # fmt: skip
    if leaving.shares:
        blocks.append(Paragraph(texts.say("Nobody would see any more what you share.")))
    if leaving.member:
        blocks.append(Paragraph(texts.say("You would no longer be in the team, and your links would be cancelled.")))  # fmt: skip
    if leaving.answered or leaving.member:
        blocks.append(Paragraph(texts.say("What you said and noted for case files stays there, without saying who, until they are erased.")))  # fmt: skip
    return blocks


def _first(texts: Texts, leaving: Leaving) -> list[Block]:
    """What had better be done first."""
    blocks: list[Block] = []
    if leaving.last_admin:
        blocks.append(Paragraph(texts.say("You alone run the team: first give that role to a colleague, with /equipe."), Tone.STRONG))  # fmt: skip
    if leaving.alone and leaving.last_member:
        said = texts.count("{n} case files would stay without anybody, since you are alone in the team. Erase first those that should not stay.", leaving.alone)  # fmt: skip
        blocks.append(Paragraph(said, Tone.STRONG))
    elif leaving.alone:
        said = texts.count("{n} case files are followed by you alone. Better pass them on first, with /equipe; if not, whoever runs the team can give them to somebody.", leaving.alone)  # fmt: skip
        blocks.append(Paragraph(said, Tone.STRONG))
    return blocks


def paint_erased(texts: Texts) -> Painting:
    """After the erasure."""
    return Painting((
        Paragraph(texts.say("It is done: nothing is kept of you any more.")),
        Paragraph(texts.say("To clear what is still to be read in this conversation, delete it yourself. And if you come back one day, write /start."), Tone.QUIET),
    ))  # fmt: skip
