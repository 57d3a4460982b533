"""What a card shows, as it is kept between two turns."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from bot.engine.codec import decode_value, encode_value
from bot.engine.values import Key, Value
from bot.records import Plain


class Show(StrEnum):
    """The kinds of screens."""

    # of an interview
    QUESTION = "question"
    WHY = "why"  # the question, with the reason for asking it
    REMARK = "remark"  # what is typed next is a remark
    ANSWERS = "answers"  # of the section `mode` only, if that is not ""
    SECTIONS = "sections"  # of an interview in sections: how far each is
    HANDOUT = "handout"  # what is put together from the answers
    EDIT = "edit"
    IMPACT = "impact"
    RESULT = "result"
    WAYS = "ways"  # what can be done with the result, which stands further up
    DETAILS = "details"
    REASONS = "reasons"
    MORE = "more"
    CONFIDE = "confide"  # which answers are confidential
    ERASE_PRIVATE = "erase_private"  # whether a private interview is to be erased now
    # of the reference
    REFERENCE = "reference"  # its door
    THEME = "theme"  # `about`
    FOUND = "found"  # `ids` are the pages found
    GLOSSARY = "glossary"
    DOCUMENTS = "documents"
    OUTLINE = "outline"  # what stands under `about`, a document or an item
    FAVOURITES = "favourites"
    PUT_ASIDE = "put_aside"
    PAGE = "page"  # `about`; `mode` and `ids` are those of the list that it was opened from
    SEND_TO = "send_to"  # the page `about` is put aside: for whom?
    # of the reception
    WELCOME = "welcome"
    HOME = "home"  # what can be done, without the words of welcome
    NOTICE = "notice"
    HELP = "help"
    WHO = "who"
    ANOTHER = "another"  # an interview is open already: go on with it, or begin another?
    INTERVIEWS = "interviews"
    NOTHING = "nothing"  # a sentence, and what can be done
    CLOSED = "closed"
    PROPOSALS = "proposals"  # the interviews that fit `about` and `ids`; with `mode` all there are
    WHICH_CASE = "which_case"  # whom the interview `mode` is about
    INTERVIEW_LINKS = "interview_links"  # which interview a link is to open
    INTERVIEW_LINK = "interview_link"  # the link of the interview `mode`
    # of case files; `about` is the case
    CASES = "cases"
    CASE = "case"
    CASE_NEW = "case_new"  # what is typed next is a name
    CASE_SEARCH = "case_search"
    CASE_EDIT = "case_edit"
    CASE_FIELD = "case_field"  # what is typed next is the field `mode`
    CASE_KIND = "case_kind"
    CASE_PRIORITY = "case_priority"
    CASE_DOUBLES = "case_doubles"  # `ids`: cases with a like name
    CASE_MERGE = "case_merge"  # into `ids[0]`?
    CASE_ERASE = "case_erase"
    CASE_ERASE_SURE = "case_erase_sure"
    NOTES = "notes"
    NOTE_NEW = "note_new"
    COOPERATIONS = "cooperations"
    COOPERATION_NAME = "cooperation_name"  # `ids`: the cooperation to name, none for a new one
    # of the team
    TEAM = "team"
    MY_NAME = "my_name"
    INVITE = "invite"
    INVITED = "invited"  # a link that was just made
    LINKS = "links"
    MEMBER = "member"
    PASS_ON = "pass_on"  # noqa: S105 - no password
    HAND_OVER = "hand_over"
    RETENTION = "retention"
    PHONE = "phone"
    TAKE_OVER = "take_over"
    # of what was advised; `about` is a case, or "" for oneself
    PLAN = "plan"
    PLAN_ITEM = "plan_item"
    PLAN_REWORD = "plan_reword"
    PLAN_ADD = "plan_add"
    PLAN_TRACE = "plan_trace"
    STEP = "step"  # `ids`: the cooperation and the step; so for the others
    STEP_NEW = "step_new"  # of the idea `ids[1]`, done by whom `mode` says: by when?
    STEP_WHO = "step_who"  # what is typed next says who does it
    STEP_WHEN = "step_when"  # another day
    STEP_SMALLER = "step_smaller"  # found not done twice: halve it, change it, or keep it?
    STEP_REWORD = "step_reword"  # what is typed next is the step in other words, smaller if `mode` says so
    # of the course of time; `about` is a case
    COURSE = "course"
    OLD_RESULT = "old_result"  # `ids[0]`: a result
    MOVE = "move"  # `ids[0]`: the result that proposes it
    MOVE_OTHER = "move_other"
    VIEWS_COMPARED = "views_compared"
    # of visits; `about` is a case, `ids`: the cooperation and the visit
    VISIT_WHEN = "visit_when"  # on which day; of a new one without `ids[1]`
    VISIT_HOUR = "visit_hour"
    VISIT = "visit"
    VISIT_WORDS = "visit_words"  # what is typed next is what to think of
    VISIT_PREPARE = "visit_prepare"
    # of reminders
    REMINDERS = "reminders"  # the plan that can be read; with `mode` one of its settings
    REMINDERS_ASKED = "reminders_asked"  # whether one wants any, once
    REMINDERS_PAUSE = "reminders_pause"
    # of the message of the day; `ids` are the lines
    DAY = "day"
    DAY_LINE = "day_line"  # the line `about`: what else can be said of it
    DAY_WHEN = "day_when"  # the line `about` is put off: until when?
    # of sharing
    SHARE = "share"  # `about` is the interview; `ticks` what is to be shared
    SHARE_SURE = "share_sure"
    SHARES = "shares"
    SHARED = "shared"  # `ids[0]`: a share, as an officer sees it
    NETWORK = "network"
    NETWORK_CASE = "network_case"
    NETWORK_CONSENT = "network_consent"  # what is typed next says who agreed, and how
    # of one's rights
    MY_DATA = "my_data"
    ERASE = "erase"
    ERASE_SURE = "erase_sure"
    # of figures
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class View:
    """What a card shows: a kind of screen, the question it is about, and what is ticked or waits to be confirmed.

    `hint` is the code of a button that was asked back (« did you mean…? »); `again`: it was drawn again for who
    pressed an old button, and nothing else has happened since.

    Of menu screens: `about` is the id of what is shown, `ids` are those of others that it names, `mode` and `page` say
    which way it is shown. Words that were typed have no place here: they are kept where they belong.
    """

    show: Show
    key: Key | None = None
    ticks: tuple[str, ...] | None = None
    value: Value | None = None
    hint: str = ""
    again: bool = False
    about: str = ""
    ids: tuple[str, ...] = ()
    mode: str = ""
    page: int = 0

    def hinting(self, code: str) -> Self:
        """The same, with a button asked back."""
        return replace(self, hint=code)


def encode_view(view: View) -> Plain:
    """`view` as a dictionary."""
    plain: dict[str, Any] = {"show": view.show.value}
    if view.key is not None:
        plain |= {"question": view.key.question, "item": view.key.item}
    if view.ticks is not None:
        plain["ticks"] = list(view.ticks)
    if view.hint:
        plain["hint"] = view.hint
    if view.again:
        plain["again"] = True
    if view.value is not None:
        plain["value"] = encode_value(view.value)
    for name in ("about", "ids", "mode", "page"):
        if value := getattr(view, name):
            plain[name] = list(value) if name == "ids" else value
    return plain


def decode_view(plain: Plain) -> View:
    """The view that `encode_view` made `plain` of."""
    return View(
        Show(plain["show"]),
        Key(plain["question"], plain["item"]) if "question" in plain else None,
        tuple(plain["ticks"]) if "ticks" in plain else None,
        decode_value(plain["value"]) if "value" in plain else None,
        plain.get("hint", ""),
        plain.get("again", False),
        plain.get("about", ""),
        tuple(plain.get("ids", ())),
        plain.get("mode", ""),
        plain.get("page", 0),
    )


# Screens that wait for words: what is typed is meant for them, unless it is exactly what a button says.
ASKING_WORDS = frozenset(
    {
        Show.CASE_NEW,
        Show.CASE_SEARCH,
        Show.CASE_FIELD,
        Show.NOTE_NEW,
        Show.COOPERATION_NAME,
        Show.MY_NAME,
        Show.PLAN_REWORD,
        Show.PLAN_ADD,
        Show.NETWORK_CONSENT,
        Show.STEP_NEW,
        Show.STEP_WHO,
        Show.STEP_WHEN,
        Show.STEP_REWORD,
        Show.VISIT_WHEN,
        Show.VISIT_HOUR,
        Show.VISIT_WORDS,
        Show.REMINDERS_PAUSE,
        Show.DAY_WHEN,
        Show.REFERENCE,
        Show.FOUND,
    }
)
