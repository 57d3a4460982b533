"""The counters of the reception: each draws some kinds of menu screens and works on what is done there."""

from bot.service.counter import Counter, House
from bot.service.counters.advice import Advice
from bot.service.counters.case_ends import CaseEnds
from bot.service.counters.case_extras import CaseExtras
from bot.service.counters.case_fields import CaseFields
from bot.service.counters.case_page import CasePage
from bot.service.counters.cases import Cases
from bot.service.counters.comparing import Comparing
from bot.service.counters.course import Course
from bot.service.counters.figures import TeamFigures
from bot.service.counters.front import Front
from bot.service.counters.hand_over import HandOver
from bot.service.counters.interview_links import InterviewLinks
from bot.service.counters.invites import Invites
from bot.service.counters.links import Links
from bot.service.counters.looking_up import LookingUp
from bot.service.counters.network import Networking
from bot.service.counters.pass_on import PassOn
from bot.service.counters.proposing import Proposing
from bot.service.counters.reminders import Reminders
from bot.service.counters.rights import Rights
from bot.service.counters.sharing import Sharing
from bot.service.counters.steps import Steps
from bot.service.counters.team import Team
from bot.service.counters.visits import Visits


def all_counters(house: House) -> tuple[Counter, ...]:
    """Every counter there is."""
    return (
        Front(house),
        Proposing(house),
        InterviewLinks(house),
        LookingUp(house),
        Cases(house),
        CasePage(house),
        CaseFields(house),
        CaseExtras(house),
        CaseEnds(house),
        Advice(house),
        Steps(house),
        Course(house),
        Reminders(house),
        Rights(house),
        Team(house),
        PassOn(house),
        HandOver(house),
        Invites(house),
        Links(house),
        Comparing(house),
        Networking(house),
        Sharing(house),
        TeamFigures(house),
        Visits(house),
    )
