"""Sentences about what happened: answers that cannot be kept, answers set aside, answers without a place."""

from datetime import date

from bot.engine.accept import Problem
from bot.engine.carry import Gone
from bot.engine.dialogue import Question
from bot.engine.session import Effect, Noted, Reject, Restored, SetAside, Stale
from bot.engine.values import Day, Key, Text, Value
from bot.service.dates import say_day
from bot.service.faults import say_problem
from bot.service.interviews import Interview
from bot.texts.catalogues import Texts


def refusal(interview: Interview, key: Key, value: Value, today: date) -> str:
    """Why `value` is no answer to `key` today, and what to do; "" when it is one."""
    texts, question = interview.wording.texts, interview.engine.dialogue.questions[key.question]
    taken = interview.engine.taken(interview.session, key, value)
    if isinstance(taken, Problem):
        return say_problem(texts, taken)
    if question.ahead and isinstance(taken, Day) and taken.day < today:
        return texts.say("{day} is already past. Write a day to come.", day=say_day(texts, taken.day))
    return ""


def say_effect(texts: Texts, interview: Interview, effect: Effect) -> list[str]:
    """What to tell of an effect, apart from the question or the result themselves."""
    match effect:
        case Reject(_, problem):
            return [say_problem(texts, problem)]
        case SetAside(keys):
            topics = interview.wording.listed(interview.wording.topic(key) for key in keys)
            return [texts.say("Set aside, and kept: {topics}.", topics=topics)]
        case Restored(keys):
            topics = interview.wording.listed(interview.wording.topic(key) for key in keys)
            return [texts.say("Counts again: {topics}.", topics=topics)]
        case Noted():
            return [texts.say("It is noted.")]
        case Stale():
            return [texts.say("This question is already behind us; here is where you are.")]
        case _:
            return []


def said_gone(interview: Interview, gone: Gone) -> str:
    """An answer that the present version cannot take, as far as its words are still there."""
    if gone.key.question in interview.engine.dialogue.questions:
        return interview.wording.topic(gone.key)
    match gone.value:
        case Text(text):
            return interview.wording.texts.say("“{name}”", name=text)
        case _:
            return interview.wording.texts.say("to a question that is no longer asked")


def hesitation(texts: Texts, near: list[str], question: Question | None = None) -> str:
    """That the words were not understood, with the nearest choices if there are any."""
    if question is not None and not question.options:
        return texts.say("I did not understand. Write it as in the example, or touch “I pass”.")
    quoted = [texts.say("“{name}”", name=label) for label in near]
    match quoted:
        case []:
            return texts.say("I did not understand. Touch a button, or write its number or its words.")
        case [one]:
            return texts.say(
                "I am not sure I understood. Did you mean {choice}? Answer yes, or write a number.",
                choice=one,
            )
        case _:
            choices = texts.say("{one} or {other}", one=quoted[0], other=quoted[1])
            return texts.say("I am not sure I understood: {choices}? Write the number.", choices=choices)


def told_lost(texts: Texts, *, member: bool) -> str:
    """Why the case file spoken of is no longer there."""
    if not member:
        return texts.say(
            "You no longer belong to the team: its case files are closed to you. What is your own stays yours."
        )
    return texts.say("The case file that you spoke of is no longer within your reach.")
