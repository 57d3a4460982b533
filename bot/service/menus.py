"""The screens that belong to no interview: welcome, notice, help, erasure, and choosing among interviews."""

from collections.abc import Sequence

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.service.edits import shortened
from bot.service.painting import Painting, rows
from bot.service.screens import Button
from bot.service.understanding import folded
from bot.texts.catalogues import Texts

INTERVIEW = "i."
COMMANDS = ("diagnosis", "resume", "edit", "result", "help", "cancel", "notice", "erase", "start")


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
        Button(texts.say("Change who I am"), "who"),
        _notice(texts),
        width=1,
    )
    asked = (Paragraph(texts.say("What would you like to do?"), Tone.STRONG),)
    return Painting(asked, choices, controls)


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


def paint_notice(texts: Texts) -> Painting:
    """The notice in full: what is kept, why, where, how long, and what one can do about it."""
    lines = (
        texts.say("What is kept: your answers, your remarks, the results, and the number of your account, nothing else: neither your name nor your telephone number."),
        texts.say("What for: to find out where you stand, to show your result again, and to go on where you stopped."),
        texts.say("Who sees it: you alone, and the person who runs this assistant, when a fault has to be mended."),
        texts.say("On Telegram, messages also pass through the servers of Telegram, which is not ours: do not write there what must stay secret, such as names of people, health or money troubles."),
        texts.say("Nothing is decided in your place: the results are suggestions to think about."),
        texts.say("/supprimer erases everything at once. Messages already shown in the conversation stay there until you clear it yourself."),
    )  # fmt: skip
    blocks = (
        Heading(texts.say("What becomes of your answers"), level=1),
        Bullets(tuple((line, "") for line in lines)),
    )
    return Painting(blocks, (), rows(Button(texts.say("Understood"), "close")))


def paint_help(texts: Texts) -> Painting:
    """How to answer, and the commands."""
    lines = tuple((f"/{registered(texts, name)}", texts.of("words", f"about.{name}")) for name in COMMANDS)
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


def paint_erase(texts: Texts, *, sure: bool) -> Painting:
    """Erasing everything, asked twice."""
    if not sure:
        blocks = (
            Heading(texts.say("Erase everything?")),
            Paragraph(texts.say("All your answers, remarks and results would be erased, for good.")),
        )
        erase = Button(texts.say("Yes, erase"), "erase")
    else:
        blocks = (
            Heading(texts.say("Are you sure?")),
            Paragraph(texts.say("Once erased, nobody can bring it back.")),
        )
        erase = Button(texts.say("Erase for good"), "erase_sure")
    return Painting(blocks, (), rows(Button(texts.say("Keep everything"), "close"), erase, width=1))


def paint_erased(texts: Texts) -> Painting:
    """After the erasure."""
    return Painting((
        Paragraph(texts.say("It is done: nothing is kept of you any more.")),
        Paragraph(texts.say("To clear what is still to be read in this conversation, delete it yourself. And if you come back one day, write /start."), Tone.QUIET),
    ))  # fmt: skip


def paint_another(texts: Texts, answered: int) -> Painting:
    """An interview is open already."""
    blocks = (
        Paragraph(texts.say("An interview is open already.")),
        Paragraph(texts.count("{n} questions are answered in it.", answered), Tone.QUIET),
    )
    choices = (
        Button(texts.say("Go on with the interview"), "resume"),
        Button(texts.say("Begin a new interview"), "begin"),
    )
    return Painting(blocks, choices)


def paint_interviews(texts: Texts, lines: Sequence[str]) -> Painting:
    """Several interviews to choose from."""
    choices = tuple(Button(shortened(line), f"{INTERVIEW}{at}") for at, line in enumerate(lines))
    return Painting((Paragraph(texts.say("Several interviews are open. Which one?")),), choices)


def paint_nothing(texts: Texts, sentence: str, *, waiting: bool) -> Painting:
    """A sentence, and a way on."""
    on = Button(texts.say("Go on with the interview"), "resume")
    begin = Button(texts.say("Begin an interview"), "begin")
    return Painting((Paragraph(sentence),), (on if waiting else begin,))
