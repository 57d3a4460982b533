"""That words are the same to a search in every form in which people write them."""

import pytest

from bot.texts.catalogues import Texts
from bot.texts.folding import folded
from bot.texts.search import French, compounds, stem

FRENCH = French(frozenset({"le", "l", "d", "qu", "un", "comment"}))


def stems(text: str) -> list[str]:
    return [word.stem for word in FRENCH.words(text) if not word.empty]


@pytest.mark.parametrize(
    "forms",
    [
        "réunion réunions REUNION Réunions reunions",
        "élu élus élue élues",
        "réseau réseaux",
        "local locaux locale",
        "ami amis amies",
        "coopérer coopération coopérations",
        "financer financement",
        "communiquer communication communications",
        "expliquer explication",
        "cœur coeur CŒURS",
        "motivé motivée motivation",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(folded(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    ["maire mer", "charte carte", "accord accueil", "commune communication", "fiche fichier", "pair père"],
)
def test_other_words_have_others(words: str) -> None:
    one, other = words.split()
    assert stem(folded(one)) != stem(folded(other))


def test_words_that_say_nothing_are_told_apart() -> None:
    assert stems("Comment l’association, qu'un élu d’ici…") == [stem("association"), stem("elu"), stem("ici")]
    assert [word.empty for word in FRENCH.words("le l’eau")] == [True, True, False]


def test_parts_of_a_word_with_hyphens_are_words() -> None:
    assert stems("fiche-projet") == stems("fiche projet") == [stem("fiche"), stem("projet")]
    assert compounds("Une fiche-projet, l’après-projet et Saint-Jean-d’Août – enfin.") == {
        "ficheprojet": ("fiche", "projet"),
        "apresprojet": ("apres", "projet"),
        "saintjeand": ("saint", "jean", "d"),
    }


@pytest.mark.parametrize(
    "text", ["", " ", "…", "-", "--", "\U0001f33e", '"', "'", "’", "\x00", "\ud800", "‐‑", "\u0301"]
)
def test_what_is_no_word_gives_none(text: str) -> None:
    assert FRENCH.words(text) == ()
    assert compounds(text) == {}


def test_stems_are_small_letters_and_digits() -> None:
    text = "L’ŒUVRE n° 12, 3ᵉ étage, №5 ½ ß Ĳ ﬁche éÉ жУК 東京 a_b x²"
    for word in FRENCH.words(text):
        assert word.stem.isalnum()
        assert word.stem == word.stem.lower()


def test_the_lists_of_words_that_say_nothing_hold_what_is_typed_most(texts: Texts) -> None:
    french = French.of(texts)
    assert all(
        word.empty for word in french.words("Comment est-ce qu’on peut faire pour que ça soit à nous ?")
    )
    assert not any(word.empty for word in french.words("trouver argent association temps besoin aide aucun"))
