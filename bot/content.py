"""The content that comes with the program: dialogues, reference and texts, read and checked."""

from collections.abc import Mapping
from pathlib import Path

from bot.loading.library import Library, load
from bot.loading.reference import Reference, load_reference
from bot.problems import FileError, Problem
from bot.reports.coverage import coverage
from bot.resources import COVERAGE, folder, in_checkout
from bot.service.shelf import Shelf
from bot.settings import SettingsError
from bot.texts.catalogues import Texts, load_texts
from bot.texts.check import check_domain, check_interface, check_words, msgids_in
from bot.texts.keys import needs_of_catalogue, needs_of_dialogue
from bot.texts.reference_keys import needs_of_reference


def load_content() -> tuple[Library, dict[str, Texts]]:
    """The dialogues and the texts that come with the program. Raises `FileError`."""
    library, languages = load(folder("dialogues")), {"fr": load_texts(folder("locales"))}
    needed = ("bot", "words", "advice", "reference", *library.engines)
    missing = [
        Problem(f"locales/{language}/{name}.po", 1, "this file of texts is missing")
        for language, texts in languages.items()
        for name in needed
        if name not in texts.domains
    ]
    if missing:
        raise FileError(missing)
    return library, languages


def reference_of(library: Library) -> Reference:
    """What there is to look up, of what is in `library`. Raises `FileError`."""
    return load_reference(folder("reference"), library)


def shelf_of(library: Library, texts: Mapping[str, Texts]) -> Shelf:
    """What there is to look up, with who finds it. Raises `FileError`."""
    return Shelf(reference_of(library), texts)


def check_content() -> list[Problem]:
    """Everything that is wrong with dialogues, reference and texts. Raises `FileError` for what cannot even be read."""
    library, languages = load_content()
    reference = reference_of(library)
    msgids = msgids_in(Path(__file__).parent)
    problems: list[Problem] = []
    for texts in languages.values():
        problems += check_words(texts)
        problems += check_interface(texts.domains["bot"], msgids)
        problems += check_domain(texts.domains["advice"], needs_of_catalogue(library.catalogue))
        problems += check_domain(texts.domains["reference"], needs_of_reference(reference.named()))
        for name, engine in library.engines.items():
            problems += check_domain(texts.domains[name], needs_of_dialogue(engine.dialogue))
    return problems


def write_coverage() -> Path:
    """Write the page on what covers the source documents; its place. Raises `FileError`, `SettingsError`."""
    if not in_checkout():
        raise SettingsError("coverage: its page belongs to the source of the program, which is not here")
    library, languages = load_content()
    COVERAGE.write_text(coverage(library, reference_of(library), languages["fr"]), encoding="utf-8")
    return COVERAGE
