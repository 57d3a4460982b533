"""Old buttons, double taps, forged data, and everything that is neither a word nor a button."""

from tests.journeys.people import Person, Town
from tests.journeys.told import journey


@journey
async def a_double_tap_counts_once(town: Town) -> None:
    mayor = town.person()
    await mayor.writes("/start")
    mayor.press("I speak for my own group")
    mayor.press("I speak for my own group")
    await mayor.settles()
    mayor.reads("activity.ask")
    for _ in range(3):
        mayor.press("activity.stopped")
    await mayor.settles()
    mayor.reads("joint.ask")
    assert not mayor.ticked
    await mayor.taps("joint.next_set")
    mayor.press("That is all")
    mayor.press("That is all")
    await mayor.settles()
    mayor.reads("decides.ask")


@journey
async def an_old_button_shows_where_one_is(town: Town) -> None:
    mayor = town.person()
    await mayor.writes("/start")
    welcome = mayor.holding("I speak for my own group")
    await mayor.taps("I speak for my own group")
    question = mayor.holding("activity.contacts")
    old = question.keyboard[4][0]["callback_data"]
    await mayor.taps("activity.contacts")
    await mayor.strays(question, old)
    mayor.is_told("This button is from earlier. Use")
    mayor.reads("joint.ask")
    await mayor.writes("1")
    mayor.reads("decides.ask")
    for message, data, told in ((welcome, "1.v.officer", "Here"), (question, old, "Use")):
        await mayor.strays(message, data)
        mayor.is_told(f"This button is from earlier. {told}")
        mayor.reads("decides.ask")


@journey
async def forged_data_changes_nothing(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.contacts")
    question = mayor.holding("That is all")
    number = question.keyboard[0][0]["callback_data"].partition(".")[0]
    forged = ("", "x", "1.", f"{number}.o.running", f"{number}.a.7", f"{number}.erase_sure", "999.o.worked")
    for data in (*forged, f"{number}.confirm", "☃" * 20, "0" * 64, f"{number}.o.worked; drop table event"):
        await mayor.strays(question, data)
    mayor.reads("joint.ask")
    assert not mayor.ticked
    await mayor.ticks("joint.nothing")
    mayor.reads("decides.ask")


@journey
async def only_text_and_buttons_are_read(town: Town) -> None:
    mayor = await town.beneficiary()
    await mayor.taps("activity.contacts")
    for sent in (
        mayor.phone.sends_sticker("🙂"),
        mayor.phone.sends_voice(),
        mayor.phone.sends_photo("notre salle"),
        mayor.phone.sends_document(),
    ):
        await mayor.sends(sent)
        mayor.reads("I can only read text", "joint.ask")
    await mayor.writes("8")
    mayor.reads("decides.ask")
    await mayor.sends(mayor.phone.sends_edited("1"))
    mayor.reads("To change an answer, use", "decides.ask")


@journey
async def in_a_group_nothing_is_asked(town: Town) -> None:
    neighbour = town.person()
    group = town.api.group(-100_314_159)
    there = Person(town.program, group.member(neighbour.phone))
    for line in ("bonjour", "/start@another_bot", "/start", "/diagnostic@emulated_bot"):
        await there.phone.types(line)
        await there.settles()
    there.reads("I only talk one to one")
    assert len(there.phone.messages) == 1
    await neighbour.writes("/start")
    neighbour.reads("Who are you?")
