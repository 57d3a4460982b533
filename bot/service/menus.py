"""The screens that belong to no interview: welcome, notice, help, erasure, and choosing among interviews."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import CaseFile
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.texts.catalogues import Texts, msg
from bot.texts.folding import folded

INTERVIEW, CASE = "i.", "c."
RECENT = 5  # cases that the home screen offers
COMMANDS = ("diagnosis", "interviews", "reference", "resume", "edit", "result", "plan", "reminders", "agenda", "shares", "help", "cancel", "notice", "my_data", "erase", "phone", "start")  # fmt: skip
OFFICE_COMMANDS = ("cases", "case_new", "switch", "team", "invite", "network", "figures")


@dataclass(frozen=True, slots=True)
class Named:
    """Something to choose by its name."""

    id: str
    name: str


def case_name(texts: Texts, case: CaseFile) -> str:
    """What a case file is called."""
    return case.name if case.readable else texts.say("case file that cannot be read")


def registered(texts: Texts, command: str) -> str:
    """The word under which a command is registered: the first of its words, in plain letters."""
    return folded(texts.words(f"command.{command}")[0]).replace(" ", "")


def paint_welcome(texts: Texts, home: Painting) -> Painting:
    """What this is and what happens to answers, above what can be done."""
    blocks: tuple[Block, ...] = (
        Paragraph(texts.say("Hello. In a few questions, we find out where a cooperation project stands and which first step fits.")),
        Paragraph(texts.say("Your answers stay between you and this assistant; you can have them erased at any moment with /supprimer.")),
    )  # fmt: skip
    return Painting((*blocks, *home.blocks), home.choices, home.controls)


def paint_home(texts: Texts, *, waiting: bool, result: bool) -> Painting:
    """What a person who is known can do."""
    anew = Button(texts.say("Begin a new interview"), "begin")
    if waiting:
        choices: tuple[Button, ...] = (Button(texts.say("Go on with the interview"), "resume"),)
    elif result:
        choices = (Button(texts.say("See the last result"), "result"),)
    else:
        choices = (Button(texts.say("Begin"), "begin"),)
    controls = rows(
        anew if waiting or result else None,
        Button(texts.say("See the last result"), "result") if waiting and result else None,
        *_more(texts),
        Button(texts.say("Change who I am"), "who"),
        _notice(texts),
        width=1,
    )
    asked = (Paragraph(texts.say("What would you like to do?"), Tone.STRONG),)
    return Painting(asked, choices, controls)


def _more(texts: Texts) -> tuple[Button, Button]:
    """What there is besides the interview that one begins with."""
    return Button(texts.say("The interviews"), "interviews"), Button(texts.say("The sheets"), "reference")


def paint_office(texts: Texts, cases: Sequence[Named], *, waiting: bool) -> Painting:
    """What an officer can do: the cases spoken of last first."""
    choices = (
        *(Button(shortened(case.name), CASE + case.id) for case in cases),
        Button(texts.say("New case file"), "case_new"),
    )
    controls = rows(
        Button(texts.say("Go on with the interview"), "resume") if waiting else None,
        Button(texts.say("All case files"), "cases") if cases else None,
        *_more(texts),
        Button(texts.say("Team"), "team"),
        Button(texts.say("Help"), "help"),
        width=1,
    )
    asked = (
        texts.say("Which case file is it about?") if cases else texts.say("To begin, open a first case file.")
    )
    return Painting((Paragraph(asked, Tone.STRONG),), choices, controls)


def paint_which_case(texts: Texts, cases: Sequence[Named]) -> Painting:
    """Whom an interview is about."""
    choices = (
        *(Button(shortened(case.name), CASE + case.id) for case in cases),
        Button(texts.say("New case file"), "case_new"),
    )
    controls = rows(
        Button(texts.say("All case files"), "cases") if cases else None,
        Button(texts.say("Without a case file"), "nobody"),
        width=1,
    )
    return Painting(
        (Paragraph(texts.say("Which case file is this interview about?"), Tone.STRONG),), choices, controls
    )


def _notice(texts: Texts) -> Button:
    return Button(texts.say("What becomes of your answers"), "notice")


def paint_who(texts: Texts) -> Painting:
    """The question who the person is, alone."""
    return Painting(
        (Paragraph(texts.say("Who are you?"), Tone.STRONG),),
        (
            Button(texts.say("I speak for my own group"), "v.beneficiary"),
            Button(texts.say("I support groups"), "v.officer"),
        ),
        rows(_notice(texts)),
    )


_KEPT = (
    msg("What is kept: your answers, your remarks, the results, and the number of your account, nothing else: neither your name nor your telephone number."),
    msg("What for: to find out where you stand, to show your result again, and to go on where you stopped."),
    msg("Who sees it: you alone, unless you choose to share answers with the person who supports you; and who runs this assistant, when a fault has to be mended."),
    msg("How long: until you erase it, and 24 months after your last visit at most. It is kept encrypted."),
    msg("On Telegram, messages also pass through the servers of Telegram, which is not ours: do not write there what must stay secret, such as names of people, health or money troubles."),
    msg("Nothing is decided in your place: the results are suggestions to think about."),
    msg("/supprimer erases everything at once. Messages already shown in the conversation stay there until you clear it yourself."),
)  # fmt: skip
_KEPT_OF_OFFICERS = (
    msg("What is kept of you: the name that your colleagues see, if you gave one, the number of your account, and what you did with which case file."),
    msg("What is kept of groups: their case files with your answers, notes and results. It belongs to the case file, and is seen by those who follow it."),
    msg("How long: 24 months after the last activity, unless your organisation has chosen otherwise. It is kept encrypted."),
    msg("What only you can see, like the map of the actors, goes six months after you last touched it, and when you follow the case file no more."),
    msg("Tell the groups that you keep a case file, and what for; they may ask to read it and to have it erased."),
    msg("On Telegram, messages also pass through the servers of Telegram, which is not ours: write there only what the support needs, and nothing on health, beliefs or money troubles."),
    msg("Nothing is decided in your place: the results are suggestions to think about."),
    msg("/supprimer erases at once what is your own; what was said for a case file stays there, without your name. Messages already shown in the conversation stay there until you clear it yourself."),
)  # fmt: skip


def paint_notice(texts: Texts, *, officer: bool) -> Painting:
    """The notice in full: what is kept, why, where, how long, and what one can do about it."""
    kept = _KEPT_OF_OFFICERS if officer else _KEPT
    lines = tuple(texts.say(line) for line in kept)
    blocks = (
        Heading(texts.say("What becomes of your answers"), level=1),
        Bullets(tuple((line, "") for line in lines)),
    )
    return Painting(blocks, (), rows(Button(texts.say("Understood"), "close")))


def paint_help(texts: Texts, *, officer: bool) -> Painting:
    """How to answer, and the commands."""
    names = (*OFFICE_COMMANDS, *COMMANDS) if officer else COMMANDS
    lines = tuple((f"/{registered(texts, name)}", texts.of("words", f"about.{name}")) for name in names)
    blocks = (
        Heading(texts.say("Help"), level=1),
        Paragraph(
            texts.say("Touch a button, or write: the number of an answer, its words, “back”, “pass”, “why”.")
        ),
        Paragraph(
            texts.say("Nothing is ever lost: you can stop, come back days later, and change any answer.")
        ),
        Bullets(lines),
    )
    return Painting(blocks, (), rows(Button(texts.say("Go on"), "close")))


def paint_another(texts: Texts, answered: int, case: str) -> Painting:
    """An interview is open already, about `case` if that is not ""."""
    where = texts.say("Case file: {name}", name=case) if case else ""
    blocks = (
        *([Paragraph(where, Tone.QUIET)] if where else []),
        Paragraph(texts.say("An interview is open already.")),
        Paragraph(texts.count("{n} questions are answered in it.", answered), Tone.QUIET),
    )
    choices = (
        Button(texts.say("Go on with the interview"), "resume"),
        Button(texts.say("Begin a new interview"), "begin"),
    )
    return Painting(blocks, choices, rows(Button(texts.say("Home"), "home")))


def paint_interviews(texts: Texts, lines: Sequence[tuple[str, str]], *, results: bool) -> Painting:
    """Several interviews to choose from, as (id, what tells it apart): open ones, or those with `results`."""
    choices = tuple(Button(shortened(line), INTERVIEW + id) for id, line in lines)
    asked = (
        texts.say("Several interviews have a result. Which one?")
        if results
        else texts.say("Several interviews are open. Which one?")
    )
    return Painting((Paragraph(asked),), choices, rows(Button(texts.say("Home"), "home")) if results else ())


def paint_nothing(texts: Texts, *, waiting: bool, case: str = "") -> Painting:
    """Ways on, under a sentence: to the case file spoken of, if there is one."""
    on = Button(texts.say("Go on with the interview"), "resume")
    begin = Button(texts.say("Begin an interview"), "begin")
    ways = rows(
        Button(texts.say("Back to the case file"), CASE + case) if case else None,
        Button(texts.say("Home"), "home"),
    )
    return Painting((), (on if waiting else begin,), ways)
