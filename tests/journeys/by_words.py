"""The same with typed words only."""

from tests.journeys.french import said
from tests.journeys.people import Town
from tests.journeys.told import journey


@journey
async def numbers_and_letters_are_enough(town: Town) -> None:
    mayor = town.person()
    await mayor.writes("/start", "1")
    mayor.reads("activity.ask")
    await mayor.writes("1", "1, 2 et f", "a", "1", "c", "4", "2", "4", "d")
    mayor.reads("already_started.name", "What counts at the moment")
    assert mayor.taps_made == 0
    assert len(mayor.phone.alive) == 1


@journey
async def words_without_accents_are_enough(town: Town) -> None:
    officer = town.person()
    officer.voice = "officer"
    await officer.writes("bonjour", "j'accompagne")
    await officer.writes_plainly("activity.none", "appetite.rather_no", "origin.none")
    officer.reads("brakes.ask")
    await officer.writes_plainly("brakes.bad_experience", "memory.bad", "expects.think")
    officer.reads("no_plans.name", "What makes us say so")
    await officer.writes("comment faire")
    officer.reads("First step:")
    await officer.writes("revenir au resultat")
    officer.reads("no_plans.name", "What makes us say so")
    assert officer.taps_made == 0


@journey
async def what_is_unclear_is_asked_back(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.writes("bla bla bla")
    mayor.reads("I did not understand. Touch", "activity.ask")
    await mayor.writes("12")
    mayor.reads("I did not understand. Touch", "activity.ask")
    await mayor.writes("/nimportequoi")
    mayor.reads("I did not understand. Touch", "activity.ask")
    await mayor.writes("/AIDE")
    mayor.reads("Help", "/reprendre")
    await mayor.taps("Go on")
    mayor.reads("activity.ask")
    await mayor.writes("/confidentialite")
    mayor.reads("What becomes of your answers")
    await mayor.taps("Understood")
    mayor.reads("activity.ask")
    await mayor.writes("4")
    mayor.reads("joint.ask")


@journey
async def a_question_is_explained_and_a_remark_is_kept(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("Why this question?")
    mayor.reads("activity.ask", "activity.why")
    await mayor.taps("A remark")
    mayor.reads("Write your remark")
    await mayor.writes("Notre voisin, <b>très présent</b> & fidèle.")
    mayor.reads("It is noted.", "activity.ask")
    await mayor.taps("A remark", "No remark", "activity.contacts", "My answers")
    mayor.reads("Your remarks:", "Notre voisin, <b>très présent</b> & fidèle.")
    await mayor.taps("Go on")
    mayor.reads("joint.ask")


@journey
async def back_and_pass_and_not_knowing_lose_nothing(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.stopped")
    await mayor.ticks("joint.worked", "joint.aim_set")
    await mayor.taps("I do not know")
    mayor.reads("bond.ask")
    await mayor.taps("Back", "Back")
    assert mayor.ticked == [said("joint.worked"), said("joint.aim_set")]
    await mayor.taps("That is all")
    await mayor.writes("je ne sais pas")
    mayor.reads("wish.ask")
    await mayor.writes("retour")
    mayor.reads("bond.ask")
    await mayor.writes_plainly("bond.bound")
    await mayor.writes("/modifier")
    mayor.reads("Your answers")
    answers = [line.split(" : ") for line in mayor.offered[:4]]
    topics = ("activity.topic", "joint.topic", "decides.topic", "bond.topic")
    assert [topic for topic, _ in answers] == [said(topic) for topic in topics]
    assert answers[2][1] == said("not known for now")
    assert answers[3][1].startswith(said("bond.bound")[:20])
