"""Sentences about what happened: answers that cannot be kept, answers set aside, answers without a place."""

from decimal import Decimal

from bot.engine.accept import Fault, Problem
from bot.engine.carry import Gone
from bot.engine.dialogue import Question
from bot.engine.session import Effect, Noted, Reject, Restored, SetAside, Stale
from bot.engine.values import Text
from bot.service.interviews import Interview
from bot.texts.catalogues import Texts, msg

_PROBLEMS = {
    Fault.WRONG_KIND: msg("I did not understand this answer."),
    Fault.NO_SUCH_OPTION: msg("This answer is not among the choices."),
    Fault.NOTHING_CHOSEN: msg("Tick at least one line, or touch “I pass”."),
    Fault.TOO_MANY: msg("{limit} choices at most: untick one first."),
    Fault.EXCLUDES: msg("“None of these” stands alone: choose it, or the others."),
    Fault.TOO_SMALL: msg("It must be {limit} at least."),
    Fault.TOO_LARGE: msg("It must be {limit} at most."),
    Fault.TOO_LONG: msg("It is a little long: {limit} characters at most."),
    Fault.EMPTY: msg("There is nothing to read in it; write a few words."),
}


def say_problem(texts: Texts, problem: Problem) -> str:
    """What is wrong with an answer, and what to do."""
    return texts.say(_PROBLEMS[problem.fault], limit=f"{problem.limit or Decimal():f}")


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
