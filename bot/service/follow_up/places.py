"""The parts of France whose holidays and hours differ, as a person can choose between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.texts.catalogues import msg


@dataclass(frozen=True, slots=True)
class Place:
    """A part of France. `subdivision` is its code in the library `holidays`, "" where only the national ones apply.

    `zone` is the time zone that most people there live by: a proposal, the person's own may be another.
    """

    id: str
    zone: str
    subdivision: str = ""


_ALL = (
    Place("metropole", "Europe/Paris"),
    Place("alsace", "Europe/Paris", "6AE"),
    Place("moselle", "Europe/Paris", "57"),
    Place("guadeloupe", "America/Guadeloupe", "971"),
    Place("martinique", "America/Martinique", "972"),
    Place("guyane", "America/Cayenne", "973"),
    Place("reunion", "Indian/Reunion", "974"),
    Place("mayotte", "Indian/Mayotte", "976"),
    Place("saint_pierre", "America/Miquelon", "PM"),
    Place("saint_martin", "America/Marigot", "MF"),
    Place("saint_barthelemy", "America/St_Barthelemy", "BL"),
    Place("caledonie", "Pacific/Noumea", "NC"),
    Place("polynesie", "Pacific/Tahiti", "PF"),
    Place("wallis", "Pacific/Wallis", "WF"),
)
# Where most people live first, then in the order in which the departments and territories are listed everywhere.
PLACES: Mapping[str, Place] = {place.id: place for place in _ALL}

NAMES: Mapping[str, str] = {
    "metropole": msg("Mainland France"),
    "alsace": msg("Alsace"),
    "moselle": msg("Moselle"),
    "guadeloupe": msg("Guadeloupe"),
    "martinique": msg("Martinique"),
    "guyane": msg("French Guiana"),
    "reunion": msg("Reunion"),
    "mayotte": msg("Mayotte"),
    "saint_pierre": msg("Saint Pierre and Miquelon"),
    "saint_martin": msg("Saint Martin"),
    "saint_barthelemy": msg("Saint Barthelemy"),
    "caledonie": msg("New Caledonia"),
    "polynesie": msg("French Polynesia"),
    "wallis": msg("Wallis and Futuna"),
}
