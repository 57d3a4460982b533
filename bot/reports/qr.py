"""Pictures to scan from one phone to another."""

from io import BytesIO

import segno

_WIDTH = 600  # pixels, about: sharp on any phone, and small to send
_QUIET = 4  # modules left white all around, as the standard asks


def print_code(content: str) -> bytes:
    """`content` as a QR code, black on white: a PNG. At least 15 % of it may be dirty or hidden."""
    code = segno.make_qr(content, error="m")
    modules = code.symbol_size(border=_QUIET)[0]
    picture = BytesIO()
    code.save(
        picture,
        kind="png",
        scale=max(1, round(_WIDTH / modules)),
        border=_QUIET,
        dark="#000000",
        light="#ffffff",
    )
    return picture.getvalue()
