"""What one who listened says back to a group: where it leads, and what the group is handed."""

import pytest

from bot.engine.dialogue import Voice
from bot.engine.engine import Engine
from bot.loading.library import Library
from tests.engine.workshop import assert_all_is_met, lines_of, play, random_runs

OFFERS = {
    "contact": "contact_to_give",
    "counsel": "counsel_to_give",
    "visit": "visit_to_set",
    "tool": "tool_to_send",
}
JOINING = {"partner": ["to_meet"], "follower": ["to_follow"]}
# The advice for what was offered (WD5, WD6), and where it comes from.
ROWS = [
    ({"joining": "partner"}, "mutual_knowledge", "001:k1"),
    ({"joining": "follower"}, "cooperation_watch", "000:1.2.a"),
    ({"offers": "contact"}, "use_people_networks", "001:l3"),
    ({"offers": "counsel"}, "share_experience_and_tools", "001:l2"),
    ({"offers": "visit"}, "peer_connection", "000:1.1.b"),
    ({"offers": "tool"}, "pass_on_tools", "000:1bis"),
]


@pytest.fixture(scope="session")
def review(library: Library) -> Engine:
    return library.engines["workshop_peer_review"]


def test_all_is_met(review: Engine) -> None:
    assert_all_is_met(review)


def test_the_outcome_and_the_causes_are_what_they_offer(review: Engine) -> None:
    for run in random_runs(review):
        joining, offers = run.answers.get("joining", "listener"), run.answers.get("offers", "").split()
        assert run.result.outcome == joining
        assert list(run.result.causes) == JOINING.get(joining, []) + [
            OFFERS[each] for each in OFFERS if each in offers
        ]


@pytest.mark.parametrize(("answers", "advice", "source"), ROWS)
def test_each_offer_has_its_advice(review: Engine, answers: dict[str, str], advice: str, source: str) -> None:
    assert source in review.catalogue[advice].sources
    assert play(review, answers, Voice.OFFICER).advice[0] == advice


def test_a_name_is_asked_only_of_who_offers_something(review: Engine) -> None:
    for run in random_runs(review):
        offered = run.answers.get("offers", "nothing") != "nothing"
        joins = run.answers.get("joining") in {"partner", "follower"}
        assert ("first_name" in {key.question for key in run.session.path}) == (offered or joins)


def test_the_points_to_strengthen_stand_in_the_order_of_the_sheet(review: Engine) -> None:
    run = play(
        review,
        {"project": "Le marché", "to_strengthen": "findings money", "offers": "tool", "first_name": "Ada"},
    )
    assert lines_of(review, run.session) == {
        "heard": ["project"],
        "to_strengthen": ["findings", "money"],
        "offers": ["tool", "signed"],
    }


def test_who_passes_everything_hands_over_thanks_only(review: Engine) -> None:
    run = play(review, {})
    assert (run.result.outcome, run.result.causes) == ("listener", ())
    assert lines_of(review, run.session) == {"heard": ["no_project"]}
