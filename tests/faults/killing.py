"""Ends the process that imports it, or stops it, where MASAR_KILL says: `signal point nth`.

`KILL after_250 3` kills it with -9 as the third message has its 250 and is not settled yet.
The product knows nothing of this: its functions are wrapped from here.
"""

import os
import select
import signal
import smtplib
from collections.abc import Callable
from typing import Any

from foundation.mail import claims, departures, reports, talk, wire

POINTS = {
    "after_claim": (claims, "_claim"),
    "mid_data": (talk, "send_text"),
    "after_250": (wire.Wire, "send"),
    "after_note": (departures, "note_sent"),
    "after_follow": (departures, "follow_notes"),
}
# Of a mail that is refused: noted and not committed, and when that is done.
REFUSED = {"mid_refusal": (reports, "take_in_refusal"), "after_refusal": (claims, "settle")}


def arm(name: str, point: str, nth: int) -> None:
    place, function = {**POINTS, **REFUSED}[point]
    original = getattr(place, function)
    left = nth

    def reached() -> bool:
        nonlocal left
        left -= 1
        return left == 0

    def end() -> None:
        os.kill(os.getpid(), signal.Signals[f"SIG{name}"])

    def then_end(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if (result or function == "note_sent") and reached():
            end()
        return result

    setattr(place, function, half_way(original, reached, end) if point == "mid_data" else then_end)


def half_way(send_text: Callable[..., Any], reached: Callable[[], bool], end: Callable[[], None]) -> Any:
    """`send_text` that ends with half of the text sent; the other half follows if it was but stopped."""

    def sent(line: smtplib.SMTP, text: bytes, following: list[str]) -> Any:
        if not reached():
            return send_text(line, text, following)
        middle = len(text) // 2
        line.sock.sendall(text[:middle])
        end()
        # It was stopped for longer than it may take: its watch cuts the line, which reads as its end.
        select.select([line.sock], [], [], 10)
        return send_text(line, text[middle:], following)

    return sent


if "MASAR_KILL" in os.environ:
    _name, _point, _nth = os.environ["MASAR_KILL"].split()
    arm(_name, _point, int(_nth))
