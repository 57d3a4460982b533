"""Nobody sees a private interview but who answered it: the map of the actors, on a case file that two officers follow."""

import json

from bot.engine.dialogue import Voice
from bot.records import NetworkField, NetworkShare, Role, Subject, Visit, VisitState
from bot.service.documents import Raw
from bot.service.follow_up.preparation import prepare
from bot.service.interviews import FOLLOW_UP, MAIN_DIALOGUE
from bot.service.private import kept_in
from bot.service.proposals import circumstances
from bot.service.views import Show, View
from tests.service.casework import Team, team
from tests.service.held import active, begins, holds
from tests.service.invited import Invited, invited, office
from tests.service.mapped import (
    MAP,
    ROSELINE,
    SECRETS,
    case,
    everything,
    maps,
    opened,
    result_of,
    scene_of,
    wanders,
)
from tests.service.office import Visitor, read

__all__ = ["case", "invited", "office", "team"]

SEEN_BY = "Ces réponses et ce résultat ne sont visibles que de vous."
NOT_HERE = "Les réponses d’où vient cette idée ne se lisent pas, ou plus, ici."
QUESTION = "De quoi cet acteur a-t-il peur"


async def subject(team: Team, case: str) -> Subject:
    async with team.office.store.transaction() as tx:
        (cooperation,) = await tx.cases.cooperations(case)
    return Subject(case, cooperation.id)


async def map_of(team: Team, case: str) -> str:
    async with team.office.store.transaction() as tx:
        (found,) = [each.id for each in await tx.sessions.about(case, viewer=None) if each.private]
    return found


async def test_the_result_says_who_sees_it_and_until_when(team: Team, case: str) -> None:
    assert f"{SEEN_BY} Ils seront effacés le 24 mai 2027, ou dès que vous le souhaitez." in team.marie.read
    await team.marie.touches("La carte des acteurs")
    assert SEEN_BY in team.marie.read
    assert {"Voir l’image", "Effacer maintenant"} <= set(team.marie.labels)
    assert not {"En page (PDF)", "À modifier (Word)"} & set(team.marie.labels)
    team.office.clock.turn(days=10)  # the last touch counts
    await team.marie.sends("edit")
    await team.marie.presses(next(code for label, code in team.marie.offered if "désaccord" in label.lower()))
    await team.marie.presses("o.open")
    if "confirm" in [code for _, code in team.marie.offered]:
        await team.marie.presses("confirm")
    assert "Ils seront effacés le 4 juin 2027" in team.marie.read


async def test_of_other_interviews_nothing_of_the_kind_is_said(team: Team, case: str) -> None:
    await holds(team.marie, "cooperation_level", case)
    assert SEEN_BY not in team.marie.read
    assert "Effacer maintenant" not in team.marie.labels


async def test_no_button_leads_anybody_else_to_a_word_of_it(team: Team, case: str) -> None:
    begin = View(Show.CASE, about=case)
    for word in SECRETS[:2]:
        found = [view.show for view, text in (await wanders(team.marie, begin)).items() if word in text]
        assert {Show.COURSE, Show.OLD_RESULT, Show.PLAN_ITEM} <= set(found)  # she does come to it
    seen = await wanders(team.paul, begin)
    assert {Show.COURSE, Show.PLAN, Show.PLAN_ITEM, Show.PLAN_TRACE, Show.STEP, Show.CASE_ERASE} <= {
        view.show for view in seen
    }
    for view, text in seen.items():
        assert not [word for word in (*SECRETS, SEEN_BY) if word in text], view


async def test_no_screen_that_names_it_shows_it_to_anybody_else(team: Team, case: str) -> None:
    """As buttons of a screen from before, or forged ones, would have it."""
    session, there = await map_of(team, case), await subject(team, case)
    async with team.office.store.transaction() as tx:
        result = (await result_of(tx, session)).id
        trace = await tx.plans.of(there, "")
    cooperation = there.cooperation
    named = [(), (result,), (session,), (cooperation, trace[0].item), (cooperation, result)]
    views = [
        View(show, about=case, ids=ids, mode=mode) for show in Show for ids in named for mode in ("", "why")
    ]
    for view in (*views, View(Show.SHARE, about=session), View(Show.SHARED, about=case, ids=(session,))):
        try:
            text = await opened(team.paul, view)
        except (KeyError, ValueError, IndexError):  # no such screen, or not of the menu
            continue
        assert not [word for word in (*SECRETS, QUESTION) if word in text], view
    for code in (f"r.{result}", f"m.{result}", f"i.{session}", f"s.{session}"):
        await opened(team.paul, View(Show.COURSE, about=case))
        await team.paul.presses(code)
        assert not [word for word in SECRETS if word in everything(team.paul)]
    async with scene_of(team.paul) as scene:
        access = team.office.conversation.access
        assert await access.own_session(scene, session) is None
        assert await access.case_session(scene, case, session) is None


async def test_the_course_of_time_is_for_who_drew_it(team: Team, case: str) -> None:
    course = View(Show.COURSE, about=case)
    assert "La carte des acteurs" in await opened(team.marie, course)
    assert "La carte des acteurs" not in await opened(team.paul, course)
    await holds(team.paul, MAIN_DIALOGUE, case)
    said = await opened(team.paul, course)
    assert "La carte des acteurs" not in said
    assert "Marie" not in said  # nor that several have answered


async def test_two_maps_are_not_compared(team: Team, case: str) -> None:
    await maps(team.paul, case)
    for visitor in (team.marie, team.paul):
        await opened(visitor, View(Show.CASE, about=case))
        assert "Comparer les réponses" not in visitor.labels
        said = await opened(visitor, View(Show.VIEWS_COMPARED, about=case, mode=MAP))
        assert not [word for word in (*SECRETS, "La carte des acteurs") if word in said]


async def test_why_an_idea_is_there_is_told_to_who_drew_it(team: Team, case: str) -> None:
    there = await subject(team, case)
    async with team.office.store.transaction() as tx:
        items = [each.item for each in await tx.plans.of(there, "")]
    why = [View(Show.PLAN_ITEM, about=case, ids=(there.cooperation, each), mode="why") for each in items]
    told = [await opened(team.marie, each) for each in why]
    assert any(ROSELINE in each for each in told)
    assert not any(NOT_HERE in each for each in told)
    for each in why:
        said = await opened(team.paul, each)
        assert NOT_HERE in said
        assert "Marie" not in said


async def prepared(visitor: Visitor, there: Subject) -> str:
    async with scene_of(visitor) as scene:
        visit = Visit("v", there.case, there.cooperation, "", scene.now.date(), None, "", VisitState.PLANNED)
        return read(await prepare(visitor.office.conversation.reception, scene, visit))


async def test_no_visit_is_prepared_with_it(team: Team, case: str) -> None:
    there = await subject(team, case)
    for visitor in (team.marie, team.paul):  # what is taken along is shown
        said = await prepared(visitor, there)
        assert QUESTION not in said
        assert "Pour une première rencontre" in said
        assert not [word for word in SECRETS if word in said]
    await holds(team.marie, MAIN_DIALOGUE, case)
    team.office.clock.turn(days=1)
    before = await prepared(team.paul, there)
    await maps(team.marie, case)
    assert "À leur demander la prochaine fois" in before
    question = before[before.index("À leur demander") :]
    assert question in await prepared(team.paul, there)


async def test_what_is_proposed_to_others_does_not_rest_on_it(team: Team, case: str) -> None:
    library = team.office.conversation.interviews.library
    there, found = await subject(team, case), {}
    for visitor in (team.marie, team.paul):
        async with scene_of(visitor) as scene:
            found[visitor] = (await circumstances(library, scene, there, Voice.OFFICER)).values
    assert MAP in found[team.marie]["results"]
    assert MAP not in found[team.paul].get("results", ())


async def test_earlier_answers_are_offered_to_who_gave_them_only(team: Team, case: str) -> None:
    for visitor, offered in ((team.paul, set()), (team.marie, {"disagreement", "redo"})):
        await begins(visitor, MAP, case)
        record = await active(visitor)
        assert record.private
        assert {key.question for key in record.inputs.offered} == offered
        assert record.inputs.confidential >= frozenset(record.inputs.offered)
    await begins(team.marie, FOLLOW_UP, case)
    assert (await active(team.marie)).inputs.offered == {}


async def test_the_page_of_the_case_file_tells_nobody_that_it_exists(team: Team, case: str) -> None:
    untouched = await team.case("Le Lavoir", team.paul)
    page, other = [await opened(team.paul, View(Show.CASE, about=each)) for each in (case, untouched)]
    assert "Situation : point à faire" in page
    for said in ("Comparer", "Vos interviews", "La carte des acteurs"):
        assert (said in page) is (said in other), said


async def test_an_interview_that_waits_is_the_persons_own(team: Team, case: str) -> None:
    await begins(team.marie, MAP, case)
    await team.marie.says(ROSELINE)
    assert "La carte des acteurs" in await opened(team.marie, View(Show.CASE, about=case))
    assert "La carte des acteurs" not in await opened(team.paul, View(Show.CASE, about=case))
    assert ROSELINE not in "".join((await wanders(team.paul, View(Show.CASE, about=case))).values())


async def test_the_network_and_the_figures_know_nothing_of_it(team: Team, case: str) -> None:
    now, marie, session = team.office.clock.now(), (await team.marie.person()).id, await map_of(team, case)
    async with team.office.store.transaction() as tx:
        needs = NetworkShare("n", case, NetworkField.NEEDS, marie, "oui", now, now.replace(year=2027))
        name = NetworkShare("m", case, NetworkField.NAME, marie, "oui", now, now.replace(year=2027))
        for each in (needs, name):
            await tx.network.add(each)
        begun = now.replace(year=2025), now.replace(year=2027)
        assert await tx.figures.interviews(team.organisation, *begun) == []
        assert await tx.figures.advice(team.organisation, *begun) == []
        assert await tx.figures.standing_now(team.organisation) == []
        result = await result_of(tx, session)
        assert (result.open_outcome, result.open_stage, result.private) == ("", "", True)
        assert result.advice
    said = await opened(team.rival, View(Show.NETWORK))
    assert "Le Moulin" in said
    assert "écouter" not in said  # a voice that slows down, to be listened to


async def test_ones_own_copy_holds_it_and_nobody_elses(team: Team, case: str) -> None:
    copies = {}
    for visitor in (team.marie, team.paul):
        await visitor.sends("my_data")
        assert ("visible de vous seulement" in visitor.read) is (visitor is team.marie)
        await visitor.touches("Recevoir en fichier")
        (document,) = visitor.answer.documents
        assert isinstance(document, Raw)
        copies[visitor] = document.text
        await visitor.sends("my_data")
        await visitor.touches("Recevoir en document")
        copies[visitor] += everything(visitor)
        for word in SECRETS:
            assert (word in document.text) is (visitor is team.marie)
            assert (word in everything(visitor)) is (visitor is team.marie)
    hers = json.loads(copies[team.marie][: copies[team.marie].rindex("\n}") + 2])
    assert hers["answered_for_cases"] == []
    assert [each["dialogue"] for each in hers["interviews"]] == [MAP]
    (result,) = hers["results"]
    assert result["report"]["blocks"]


async def test_an_admin_sees_no_more(team: Team, case: str) -> None:
    admin = await team.office.officer(team.organisation, "Anna", Role.ADMIN)
    async with team.office.store.transaction() as tx:
        await tx.cases.assign(case, (await tx.people.at(admin.address)).id, team.office.clock.now())  # type: ignore[union-attr]
    for text in (await wanders(admin, View(Show.CASE, about=case), View(Show.TEAM))).values():
        assert not [word for word in SECRETS if word in text]


async def test_of_oneself_it_cannot_be_shared(invited: Invited) -> None:
    group = invited.group
    await maps(group)
    assert SEEN_BY in group.read
    assert not [label for label in group.labels if label.startswith("Partager")]
    session = (await active(group)).id
    await group.sends("shares")
    assert not [label for label in group.labels if "carte" in label]
    said = await opened(group, View(Show.SHARE, about=session))
    assert "Il n’y a rien à partager ici" in said
    for text in (await wanders(invited.alice, View(Show.CASE, about=invited.case))).values():
        assert not [word for word in SECRETS if word in text]


async def test_the_other_way_about_the_case_goes_on(team: Team, case: str) -> None:
    """Paul draws a map of his own; his drops nothing of what hers gave, and hers nothing of his."""
    there = await subject(team, case)
    async with team.office.store.transaction() as tx:
        before = {each.item for each in await tx.plans.of(there, "")}
    await maps(team.paul, case, position="driver", role="elected", disagreement="open")
    await maps(team.paul, case, position="not_known_yet")  # some ideas come even where nothing is answered
    async with team.office.store.transaction() as tx:
        trace = await tx.plans.of(there, "")
    assert before <= {each.item for each in trace}
    assert not [each for each in trace if each.change == "dropped" and each.item in before]
    assert all(each.confidential for each in trace)


def test_the_map_is_the_only_one_and_says_how_long(team: Team) -> None:
    kept = kept_in(team.office.conversation.interviews.library)
    assert {name: (each.amount, each.unit.value) for name, each in kept.items()} == {MAP: (6, "month")}
