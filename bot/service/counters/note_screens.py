"""The screens of the notes of a case file. Each note stands once on a screen."""

from collections.abc import Mapping, Sequence

from bot.blocks import Block, Bullets, Heading, Paragraph, Tone
from bot.records import CaseFile, Note
from bot.service.dates import local_day, say_day
from bot.service.edits import shortened
from bot.service.menus import case_name
from bot.service.painting import Painting, rows
from bot.service.scene import Scene
from bot.service.screens import Button
from bot.texts.catalogues import Texts

NOTE = "n."
OWN, DROP = "own", "drop"  # modes of the view: one's own notes to choose from; one to be erased


def paint_notes(
    scene: Scene, case: CaseFile, pages: Sequence[Sequence[Note]], page: int, called: Mapping[str, str]
) -> Painting:
    """A page of the notes, the newest first. What is typed here is a note."""
    texts = scene.texts
    page = min(page, max(len(pages) - 1, 0))
    shown = pages[page] if pages else ()
    blocks: list[Block] = [Heading(case_name(texts, case), level=1)]
    if shown:
        items = tuple((_words(texts, note), _signed(scene, note, called[note.by])) for note in shown)
        blocks += [Paragraph(texts.say("Notes, the newest first:")), Bullets(items)]
    else:
        blocks.append(Paragraph(texts.say("There is no note yet.")))
    blocks += [Paragraph(texts.say("To note something, write it here."), Tone.STRONG), _warning(texts)]
    controls = (
        *rows(
            Button(texts.say("Newer ones"), "newer") if page else None,
            Button(texts.say("Older ones"), "more") if page < len(pages) - 1 else None,
        ),
        *rows(Button(texts.say("Add a note"), "note_new"), _to_own(scene, shown), _back(texts)),
    )
    return Painting(tuple(blocks), (), controls)


def _to_own(scene: Scene, shown: Sequence[Note]) -> Button | None:
    """The way to what can be done with the person's own notes."""
    own = [note for note in shown if note.by == scene.person.id]
    if not own:
        return None
    if len(own) == 1:
        return Button(scene.texts.say("Erase or mark my note"), f"{NOTE}{own[0].id}")
    return Button(scene.texts.say("Erase or mark a note"), OWN)


def paint_own(scene: Scene, case: CaseFile, shown: Sequence[Note]) -> Painting:
    """Which of the person's own notes, of those `shown` on the page, is to be erased or marked."""
    texts = scene.texts
    own = (note for note in shown if note.by == scene.person.id)
    choices = tuple(Button(shortened(_words(texts, note)), f"{NOTE}{note.id}") for note in own)
    asked = Paragraph(texts.say("Which of your notes?"), Tone.STRONG)
    back = rows(Button(texts.say("All notes"), "close"))
    return Painting((Heading(case_name(texts, case), level=1), asked), choices, back)


def paint_note(scene: Scene, case: CaseFile, note: Note, *, dropping: bool) -> Painting:
    """One note of the person, to be marked or erased."""
    texts = scene.texts
    blocks = (
        Heading(case_name(texts, case), level=1),
        Bullets(((_words(texts, note), _signed(scene, note, texts.say("you"))),)),
        Paragraph(texts.say("Erase this note for good?"), Tone.STRONG)
        if dropping
        else Paragraph(
            texts.say("A confidential note never goes into a page that you hand out."), Tone.QUIET
        ),
    )
    if dropping:
        keep, drop = (
            Button(texts.say("Keep the note"), "close"),
            Button(texts.say("Erase this note"), "drop_sure"),
        )
        return Painting(blocks, (), rows(keep, drop))
    mark = (
        texts.say("No longer call it confidential")
        if note.confidential
        else texts.say("Mark as confidential")
    )
    drop = Button(texts.say("Erase this note"), DROP)
    choices = (Button(mark, "mark"), drop) if note.words else (drop,)
    return Painting(blocks, choices, rows(Button(texts.say("All notes"), "close")))


def paint_note_new(texts: Texts, case: CaseFile) -> Painting:
    """What is typed next is a note."""
    asked = Paragraph(texts.say("Write your note."), Tone.STRONG)
    blocks = (Heading(case_name(texts, case), level=1), asked, _warning(texts))
    return Painting(blocks, (), rows(Button(texts.say("No note"), "close")))


def _warning(texts: Texts) -> Paragraph:
    said = texts.say(
        "Nothing on health, opinions or beliefs, and no person by name unless it is needed: whoever is written about may ask to read it."
    )
    return Paragraph(said, Tone.QUIET)


def _words(texts: Texts, note: Note) -> str:
    return note.words or texts.say("note that cannot be read")


def _signed(scene: Scene, note: Note, name: str) -> str:
    texts = scene.texts
    day = say_day(texts, local_day(note.at, scene.person.zone))
    if note.confidential:
        return texts.say("{day}, {name}, confidential", day=day, name=name)
    return texts.say("{day}, {name}", day=day, name=name)


def _back(texts: Texts) -> Button:
    return Button(texts.say("Back to the case file"), "back")
