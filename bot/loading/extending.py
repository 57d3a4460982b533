"""A dialogue that extends another: it takes over what the other one has, and adds to it or replaces it by name."""

from collections.abc import Collection
from dataclasses import replace

from bot.engine.dialogue import Dialogue, Inherited

ENTRIES = ("questions", "scores", "facts", "outcomes")
"""The sections that are taken over entry by entry; `confidence` and `result` are as a whole.

But for its `own_steps`: like a handout they have words, and a dialogue says those itself.
"""


def extended(own: Dialogue, base: Dialogue, sections: Collection[str]) -> Dialogue:
    """`own`, in whose file `sections` stand, with all that it takes over from `base`."""
    return replace(
        own,
        questions={**base.questions, **own.questions},
        scores={**base.scores, **own.scores},
        facts={**base.facts, **own.facts},
        outcomes={**base.outcomes, **own.outcomes},
        result=own.result if "result" in sections else replace(base.result, own_steps=()),
        doubts=own.doubts if "confidence" in sections else base.doubts,
        inherited=Inherited(
            base,
            questions=frozenset(base.questions) - frozenset(own.questions),
            scores=frozenset(base.scores) - frozenset(own.scores),
            facts=frozenset(base.facts) - frozenset(own.facts),
            outcomes=frozenset(base.outcomes) - frozenset(own.outcomes),
            inputs=base.inputs,
        ),
    )
