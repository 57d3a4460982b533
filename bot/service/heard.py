"""How a typed answer was understood, so that whoever wrote it sees at once if something else was meant."""

from bot.engine.values import Day, Key, Several, Value
from bot.service.choosing_days import say_weekday_day
from bot.service.dates import local_day
from bot.service.interviews import Interview
from bot.service.sayings import refusal
from bot.service.scene import Scene
from bot.texts.catalogues import Texts


def say_heard(scene: Scene, interview: Interview, key: Key, value: Value) -> str:
    """Several choices, or a day, as an answer to `key`; "" for what needs no saying, and for what is refused."""
    today = local_day(scene.now, scene.person.zone)
    if not isinstance(value, Several | Day) or refusal(interview, key, value, today):
        return ""
    if isinstance(value, Day):  # a weekday shows at once that another day was meant
        return say_weekday_day(scene.texts, value.day, today)
    return interview.wording.value(interview.session, key, value)


def say_noted(texts: Texts, said: str, *, kept: bool = True) -> list[str]:
    """That `said` was understood, and is `kept` or yet to be confirmed; nothing of an answer that needs no saying."""
    if not said:
        return []
    return [
        texts.say("Noted: {answer}.", answer=said)
        if kept
        else texts.say("Understood: {answer}.", answer=said)
    ]
