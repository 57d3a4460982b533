"""Changing one's mind, going away and coming back."""

from tests.journeys.by_buttons import goes_to_the_end
from tests.journeys.french import eased, said
from tests.journeys.people import Town
from tests.journeys.told import journey


@journey
async def a_change_is_shown_before_it_is_made(town: Town) -> None:
    officer = await town.officer()
    await goes_to_the_end(officer)
    await officer.taps("Change an answer", "activity.topic")
    assert officer.ticked == [said("activity.running", "officer")]
    await officer.taps("activity.none")
    officer.reads("Instead of “{now}”", "{n} answers are set aside", "The result (now")
    await officer.taps("Change nothing")
    officer.reads("already_started.name")
    await officer.taps("Change an answer", "relations.topic", "relations.good")
    officer.reads("The situation stays the same", "Ideas that would come")
    await officer.taps("Confirm")
    officer.reads("It is changed.", "already_started.name")
    await officer.writes("/modifier")
    await officer.taps("activity.topic", "activity.none", "Confirm")
    officer.reads("It is changed.", "Set aside, and kept: ", "appetite.ask")
    await officer.taps("appetite.rather_no")
    officer.reads("brakes.ask")
    await officer.writes("/modifier")
    await officer.taps("activity.topic", "activity.running", "Confirm")
    officer.reads("It is changed.", "Counts again: ", "already_started.name")


@journey
async def an_interview_put_aside_is_taken_up_again(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.contacts")
    await mayor.writes("/annuler")
    mayor.reads("The interview is put aside")
    await mayor.writes("/annuler")
    mayor.reads("No interview is going on")
    await mayor.writes("/resultat")
    mayor.reads("There is no result yet")
    await mayor.taps("Go on with the interview")
    mayor.reads("joint.ask")
    await mayor.writes("/diagnostic")
    mayor.reads("An interview is open already")
    await mayor.taps("Begin a new interview")
    mayor.reads("activity.ask")
    await mayor.taps("activity.running")
    await mayor.writes("/annuler", "/reprendre")
    mayor.reads("Several interviews are open")
    assert len(mayor.offered) == 2
    await mayor.writes("2")
    mayor.reads("joint.ask")


@journey
async def a_button_of_another_interview_makes_it_the_active_one(town: Town) -> None:
    officer = await town.officer()
    await goes_to_the_end(officer)
    await officer.writes("/diagnostic")
    officer.reads("activity.ask")
    await officer.taps("activity.preparing")
    question = officer.holding("That is all")
    await officer.writes("/resultat")
    officer.reads("already_started.name")
    assert len(officer.phone.alive) == 2, "the result and the question are both alive"
    for label in ("joint.worked", "joint.aim_set", "That is all"):
        officer.press(label, question)
        await officer.settles()
    assert said("decides.ask", "officer") in eased(question.text)
    await officer.writes("2")
    officer.reads("origin.ask")


@journey
async def who_one_is_can_be_changed(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.none")
    await mayor.writes("/start")
    mayor.reads("What would you like to do?")
    await mayor.taps("Change who I am", "I support groups")
    mayor.reads("It is noted; interviews already open")
    await mayor.taps("Go on with the interview")
    mayor.reads("appetite.ask")
    await mayor.writes("/start")
    await mayor.taps("Begin a new interview")
    mayor.voice = "officer"
    mayor.reads("activity.ask")
