"""What a screen shows, before it is known where and under which number it is drawn."""

from dataclasses import dataclass

from bot.blocks import Block
from bot.service.screens import Button


@dataclass(frozen=True, slots=True)
class Painting:
    """The text, the choices one a line, and the smaller buttons in rows."""

    blocks: tuple[Block, ...]
    choices: tuple[Button, ...] = ()
    controls: tuple[tuple[Button, ...], ...] = ()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All that can be pressed, choices first."""
        return (*self.choices, *(button for row in self.controls for button in row if not button.passes))


def rows(*buttons: Button | None, width: int = 2) -> tuple[tuple[Button, ...], ...]:
    """The buttons that there are, `width` a row."""
    there = [button for button in buttons if button is not None]
    return tuple(tuple(there[at : at + width]) for at in range(0, len(there), width))
