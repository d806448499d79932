"""One mail by SMTP on an open line of smtplib, in as few turns as the server allows (RFC 2920).

`smtplib.SMTP.sendmail` takes four turns a mail and does not say whether a lost line was lost before the
text was sent; the errors raised here are its own.
"""

import re
import smtplib
from contextlib import suppress

_STARTS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)
Reply = tuple[int, bytes]


def begin(line: smtplib.SMTP, sender: str, to: str, size: int) -> None:
    """Announce a mail; once this returns the server waits for its text."""
    line.ehlo_or_helo_if_needed()
    options = f" size={size}" if line.has_extn("size") else ""
    commands = [
        f"mail FROM:{smtplib.quoteaddr(sender)}{options}", f"rcpt TO:{smtplib.quoteaddr(to)}", "data"
    ]  # fmt: skip
    said = _at_once(line, commands) if line.has_extn("pipelining") else _in_turn(line, commands)
    if said["mail"][0] != 250:
        _drop(line, said)
        raise smtplib.SMTPSenderRefused(*said["mail"], sender)
    if said["rcpt"][0] not in (250, 251):
        _drop(line, said)
        raise smtplib.SMTPRecipientsRefused({to: said["rcpt"]})
    if said["data"][0] != 354:
        _drop(line, said)
        raise smtplib.SMTPDataError(*said["data"])


def send_text(line: smtplib.SMTP, text: bytes) -> None:
    """The text of the mail that was begun. Once this returns the server has taken it over."""
    line.send(_STARTS_WITH_DOT.sub(b"..", text) + (b"" if text.endswith(b"\r\n") else b"\r\n") + b".\r\n")
    code, reply = line.getreply()
    if code != 250:
        _reset(line, code)
        raise smtplib.SMTPDataError(code, reply)


def _in_turn(line: smtplib.SMTP, commands: list[str]) -> dict[str, Reply]:
    """Each once the one before was granted; the replies by the commands' first words."""
    said: dict[str, Reply] = {}
    for command in commands:
        said[command[:4]] = line.docmd(command)
        if said[command[:4]][0] not in (250, 251):
            break
    return said


def _at_once(line: smtplib.SMTP, commands: list[str]) -> dict[str, Reply]:
    line.send("".join(f"{command}\r\n" for command in commands))
    return {command[:4]: line.getreply() for command in commands}


def _drop(line: smtplib.SMTP, said: dict[str, Reply]) -> None:
    """Nothing comes after all: a server that waits for a text all the same gets an empty one."""
    if said.get("data", (0,))[0] == 354:
        line.send(b".\r\n")
        line.getreply()
    _reset(line, next(code for code, _reply in said.values() if code not in (250, 251)))


def _reset(line: smtplib.SMTP, code: int) -> None:
    if code == 421:  # it hangs up
        line.close()
        return
    with suppress(smtplib.SMTPServerDisconnected):
        line.rset()
