"""Good French typography: found missing, and put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.typography import NBSP, THIN, faults, mended
from tests.engine.budget import BUDGET

SIGNS = st.text(st.sampled_from(f" {NBSP}{THIN}\n;:!?«»'’.…\"a1é€%()/-,"), max_size=30)
WORDS = st.sampled_from(
    [
        "eau",
        "l'eau",
        "aujourd'hui",
        "l’été",
        "12 500",
        "1 234 567",
        "5 %",
        "10 €",
        "« oui »",
        "«non»",
        "10:30",
        "(ou non)",
    ]
)
JOINTS = st.sampled_from([" ", " ", " ", ", ", " ; ", " : ", "... ", " ! ", " ? ", " ?! ", ". ", "\n"])
ENDS = st.sampled_from([".", " !", " ?", "...", " »."]).map(lambda end: end.replace(" ».", "."))
PROSE = st.builds(
    lambda parts, last, end: "".join(word + joint for word, joint in parts) + last + end,
    st.lists(st.tuples(WORDS, JOINTS), max_size=12),
    WORDS,
    ENDS,
)


@BUDGET
@given(SIGNS)
def test_mending_twice_is_mending_once(text: str) -> None:
    assert mended(mended(text)) == mended(text)


@BUDGET
@given(PROSE)
def test_french_prose_has_no_fault_once_mended(text: str) -> None:
    assert faults(mended(text)) == []
    assert mended(mended(text)) == mended(text)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Qu'est-ce qui a bougé ?", f"Qu’est-ce qui a bougé{THIN}?"),
        ("Oui ; non !", f"Oui{THIN}; non{THIN}!"),
        ("Trois choix : a, b", f"Trois choix{NBSP}: a, b"),
        ("Il dit « oui » et «non»", f"Il dit «{NBSP}oui{NBSP}» et «{NBSP}non{NBSP}»"),
        ("12 500 € et 5 %", f"12{THIN}500{NBSP}€ et 5{NBSP}%"),
        ("Vraiment ?!", f"Vraiment{THIN}?!"),
        ("Un mot...", "Un mot…"),
        ("« Quoi ? »", f"«{NBSP}Quoi{THIN}?{NBSP}»"),
        ("à 10:30, http://x.fr", "à 10:30, http://x.fr"),
    ],
)
def test_signs_get_their_no_break_spaces(text: str, good: str) -> None:
    assert mended(text) == good
    assert faults(good) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Oui!", "no no-break space before ; ! ?"),
        ("Oui !", "an ordinary space before ; ! ? : »"),
        ("Ceci: cela", "no no-break space before :"),
        ("« oui", "no no-break space after «"),
        (f"«{NBSP}oui»", "no no-break space before »"),
        ("l'eau", "a straight apostrophe instead of ’"),
        ('dit "oui"', "straight quotation marks instead of « »"),
        ("un mot...", "three points instead of …"),
        ("deux  mots", "two spaces"),
        (" un mot", "a space at the beginning or the end"),
        ("un mot\n", "a space at the beginning or the end"),
    ],
)
def test_each_fault_is_named(text: str, fault: str) -> None:
    assert faults(text) == [fault]
