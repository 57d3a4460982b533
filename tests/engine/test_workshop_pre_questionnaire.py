"""Before the workshop: nothing stands on the sheet of the opening round that was not agreed to, and the needs are met."""

import re

import pytest

from bot.engine.engine import Engine
from bot.loading.library import Library
from bot.texts.catalogues import load_texts
from tests.engine.conftest import ROOT
from tests.engine.workshop import assert_all_is_met, lines_of, play, random_runs

NAME = "workshop_pre_questionnaire"
# WB8 in the order of the study; the advice for each, and where it comes from.
WISHES = [
    ("find_partners", "seek_partnerships", "001:l4"),
    ("where_to_start", "starter_tools", "002:b2.2"),
    ("who_decides", "set_governance", "004:E7.2"),
    ("facilitate", "facilitation_techniques", "003:j1a.3"),
    ("money", "funding_paths", "003:j1a.4"),
    ("disagreements", "common_ground_and_conflicts", "004:E1.2"),
    ("lasting", "early_evaluation_criteria", "004:Z1"),
]
ALL = {
    "presentation": "Inès, comité des fêtes",
    "role": "volunteer",
    "cooperation_now": "willing_unsure",
    "project_idea": "Une cuisine partagée",
    "partners": "La mairie",
    "motive": "pleasure",
    "story": "gladly",
    "wishes": "money",
    "sharing": "everything",
    "comfort": "Un accès de plain-pied",
}


@pytest.fixture(scope="session")
def form(library: Library) -> Engine:
    return library.engines[NAME]


def test_all_is_met(form: Engine) -> None:
    assert_all_is_met(form)


def test_the_outcome_is_where_they_say_they_are(form: Engine) -> None:
    for run in random_runs(form):
        assert run.result.outcome == run.answers.get("cooperation_now", "open")


def test_the_wishes_lead_in_the_order_of_the_study(form: Engine) -> None:
    for run in random_runs(form):
        ticked = run.answers.get("wishes", "").split()
        expected = [wish for wish, _, _ in WISHES if wish in ticked]
        expected += ["story_to_tell"] if run.answers.get("story") in {"gladly", "without_names"} else []
        expected += ["comfort_to_say"] if "comfort" in run.answers else []
        assert list(run.result.causes) == expected


@pytest.mark.parametrize(("wish", "advice", "source"), WISHES)
def test_each_wish_has_its_advice(form: Engine, wish: str, advice: str, source: str) -> None:
    assert source in form.catalogue[advice].sources
    assert play(form, {"wishes": wish}).advice[0] == advice


def test_who_shares_everything_says_all_but_what_they_need(form: Engine) -> None:
    assert lines_of(form, play(form, ALL).session) == {
        "who": ["presented", "volunteer"],
        "cooperation": ["willing_unsure", "pleasure"],
        "project": ["idea", "with_whom"],
        "experience": ["gladly"],
        "wishes": ["money"],
    }


def test_who_shares_the_project_only_shows_that(form: Engine) -> None:
    lines = lines_of(form, play(form, {**ALL, "sharing": "project_only"}).session)
    assert lines == {"who": ["by_mouth"], "project": ["idea"]}


def test_what_was_not_agreed_to_stands_nowhere(form: Engine) -> None:
    for run in random_runs(form):
        shared, sheet = run.answers.get("sharing"), lines_of(form, run.session)
        if shared in {None, "ask_first"} or (shared == "project_only" and "project_idea" not in run.answers):
            assert sheet == {"who": ["by_mouth"]}
            assert run.result.shown == {"shared": ("nothing_yet",)}
        elif shared == "project_only":
            assert sheet == {"who": ["by_mouth"], "project": ["idea"]}


def test_no_line_quotes_what_they_need_to_be_at_ease(form: Engine) -> None:
    texts = load_texts(ROOT / "locales", "fr")
    entries = texts.domains[NAME].entries
    quoted = {
        name
        for (_, key), text in entries.items()
        if key.startswith("handout.")
        for name in re.findall(r"\{(\w+)\}", str(text))
    }
    assert quoted == {"presentation", "project_idea", "partners"}
