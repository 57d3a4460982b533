"""Catalogues of texts: read in full, or refused with what is wrong on which line."""

from collections.abc import Callable

import pytest

from bot.texts.catalogues import Texts
from tests.texts.conftest import LoadTexts

Told = Callable[..., list[str]]

PLURAL = """msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "{n} step left for {name}"
msgid_plural "{n} steps left for {name}"
msgstr[0] "{name} : encore {n} pas"
msgstr[1] "{name} : encore {n} pas de plus"

msgid "Hello {name}"
msgstr "Bonjour {name}"

msgid "Bare {brace"
msgstr "Une { seule"
"""
VOICES = """# a comment
msgctxt "beneficiary"
msgid "title"
msgstr "Où en êtes-vous ?"

msgctxt "officer"
msgid "title"
msgstr ""
"Où en est "
"le groupe ?"

msgid "purpose"
msgstr "Voir"
"""
WORDS = 'msgid "yes"\nmsgstr "oui | ouais|d’accord"\n'


def test_a_text_is_said_to_each_voice_or_to_all(load_po: LoadTexts) -> None:
    texts = load_po(talk=VOICES)
    assert texts.of("talk", "title", "beneficiary") == "Où en êtes-vous ?"
    assert texts.of("talk", "title", "officer") == "Où en est le groupe ?"
    assert texts.of("talk", "purpose", "officer") == texts.of("talk", "purpose") == "Voir"
    assert texts.has("talk", "title", "officer")
    assert texts.has("talk", "purpose", "officer")
    assert not texts.has("talk", "title")
    assert texts.domains["talk"].lines == {
        ("beneficiary", "title"): 3,
        ("officer", "title"): 7,
        ("", "purpose"): 12,
    }
    assert texts.domains["talk"].plain()["officer|title"] == "Où en est le groupe ?"
    assert texts.domains["talk"].plain()["purpose"] == "Voir"


def test_sentences_of_the_interface_take_values_and_numbers(load_po: LoadTexts) -> None:
    texts = load_po(bot=PLURAL)
    assert texts.say("Hello {name}", name="Ada") == "Bonjour Ada"
    counted = [texts.count("{n} step left for {name}", n, name="Ada") for n in (0, 1, 2)]
    assert counted == ["Ada : encore 0 pas", "Ada : encore 1 pas", "Ada : encore 2 pas de plus"]
    assert texts.count("Hello {name}", 2, name="Ada") == "Bonjour Ada"
    assert texts.say("Bare {brace") == "Une { seule"


def test_what_people_may_type_is_separated_by_bars(load_po: LoadTexts) -> None:
    assert load_po(words=WORDS).words("yes") == ("oui", "ouais", "d’accord")


def test_an_entry_that_stands_there_twice_is_told(mistakes: Told) -> None:
    long = 'msgid ""\n"pur"\n"pose"\nmsgstr "x"\n'
    told = mistakes(
        talk=f'{VOICES}\nmsgctxt "officer"\nmsgid "title"\nmsgstr "x"\n\n{long}', words=WORDS + WORDS
    )
    assert told == [
        "talk.po:16: 'title' stands here again",
        "talk.po:19: 'purpose' stands here again",
        "words.po:3: 'yes' stands here again",
    ]


def test_an_entry_of_another_voice_is_another_entry(load_po: LoadTexts) -> None:
    both = 'msgctxt "officer"\nmsgid ""\n"a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr "x"\n\nmsgctxt "officer"\nmsgid "b"\nmsgstr "x"\n'
    assert len(load_po(talk=both).domains["talk"].entries) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'msgid "a"\nmsgstr "\xe9"\n', "2: not UTF-8; save the file with this encoding"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=latin-1\\n"\n# \xe9\n', "3: not UTF-8"),
        (b"hello\nworld\n", "1: cannot be read: Unknown or misformatted keyword"),
        (b'msgid "a"\n\nmsgid "b"\nmsgstr "x"\n', "1: cannot be read: missing msgstr for msgid 'a'"),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[7] "x"\n', "1: cannot be read: msg has more translations"),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[x] "x"\n', "1: cannot be read: invalid literal"),
        (
            b'msgid ""\nmsgstr "POT-Creation-Date: never\\n"\n\nmsgid "a"\nmsgstr "b"\n',
            "1: cannot be read: time data",
        ),
        (b'msgid "a\nmsgstr "b"\n', "1: a string must stand between two quotation marks on its line"),
        (b'msgid "a"\nmsgstr "b\\"\n', "2: a string must stand between two quotation marks on its line"),
    ],
)
def test_a_broken_file_is_told_on_its_line(mistakes: Told, content: bytes, told: str) -> None:
    (only,) = mistakes(talk=content)
    assert only.startswith(f"talk.po:{told}")


def test_broken_files_are_told_together(mistakes: Told) -> None:
    told = mistakes(one=b"\xff", two="what", three=WORDS)
    assert [line.split(": ")[0] for line in told] == ["one.po:1", "two.po:1"]


def test_a_folder_without_catalogues_is_told(mistakes: Told) -> None:
    (told,) = mistakes()
    assert told.endswith("fr:1: there are no texts (*.po) in this folder")


def test_a_folder_called_like_a_catalogue_is_told(
    load_po: LoadTexts, mistakes: Told, tmp_path: object
) -> None:
    load_po(words=WORDS)
    (tmp_path / "locales" / "fr" / "odd.po").mkdir()  # type: ignore[operator]
    (told,) = mistakes(words=WORDS)
    assert told.startswith("odd.po:1: cannot be read: ")


@pytest.mark.parametrize("charset", ["klingon", "utf-8", "ascii"])
def test_the_charset_in_the_header_changes_nothing(load_po: LoadTexts, charset: str) -> None:
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n"\n\n'
    assert load_po(words="\ufeff" + header + WORDS).words("yes")[2] == "d’accord"


def test_the_shipped_catalogues_are_read(texts: Texts) -> None:
    assert {"situation_diagnosis", "advice"} <= set(texts.domains)
    assert texts.of("situation_diagnosis", "title", "officer")
