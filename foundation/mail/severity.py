"""Whether a refusal says that an address is dead (hard), or only that this mail did not get there.

The enhanced status code decides (RFC 3463): its class alone does not, since 5.2.2 is a mailbox that is
full today and 5.7.1 a policy that dislikes our server; neither says anything of the address for ever.
Servers misuse codes, so a word for a full mailbox or a policy outweighs a code that says "no such user",
and where the code is undefined (X.Y.0) the words decide. What says nothing is soft: a wrong "soft" is
put right by the third report, a wrong "hard" silences someone who could be reached.
"""

import re

_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_REPLY = re.compile(r"(?<![\d.])([245]\d\d)(?=[ -]|$)")

# RFC 3463 §3.2 and §3.3: no such mailbox (1.1), system (1.2) or syntax (1.3), an ambiguous one (1.4), one
# that has moved away (1.6), another fault of the address (1.0); RFC 7505 §4.1: a domain that takes no
# mail (1.10); a mailbox that takes no messages (2.1), for ever where the class is 5.
_DEAD = {(1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 6), (1, 10), (2, 1)}
# Codes that leave it to the words: 4.4 is also "the domain has no address" (Postfix), 4.1 also
# "no such recipient" (Exchange Online).
_OPEN = {(4, 1), (4, 4)}
# RFC 5321 §4.2.3, RFC 7504: not local, name not allowed, domain takes no mail. 550 has too many meanings.
_DEAD_REPLIES = {"551", "553", "556"}

_ALIVE_WORDS = re.compile(
    r"""
      (mailbox|mail\s?folder|disk)\ is\ full | mailbox\ full | over\ ?quota | quota\ (is\ )?exceeded
    | exceed\w*\ (the\ )?(storage|quota|allowed\ size|local\ limit) | too\ much\ mail\ data
    | disk\ space | insufficient\ (system\ )?storage | bo[iî]te\ \S*\s?(est\ )?pleine | quota\ d[ée]pass[ée]
    | (message|mail)\ (size|(is\ )?too\ (big|large)) | size\ (limit\ )?exceed
    | \bspam\b | \bUBE\b | polic(y|ies) | bl(a|o)ckl?ist | \bdmarc\b | \bspf\b | content\ rejected
    | illegal\ attachment | virus\b | relaying\ denied | unable\ to\ relay | reputation | rate\ limit
    | sender\ address | domain\ of\ sender | after\ mail\ from | reply\ to\ mail\ from
    | temporar(y|ily) | try\ again\ later | greylist
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DEAD_WORDS = re.compile(
    r"""
      unknown\ (user|recipient|mailbox|address|host) | host\ unknown
    | (user|recipient|mailbox|account|address)(\ name)?\ (is\ )?(unknown|not\ (found|known|recogni[sz]ed))
    | no\ such\ (user|recipient|mailbox|person|address|domain) | no\ mailbox\ here | no\ valid\ recipients
    | (user|account|mailbox|recipient|address|domain)\b.{0,60}(does\ not|doesn'?t)\ exist
    | doesn'?t\ have\ an?\ .{0,60}account | not\ a\ registered | not\ listed\ in\ .{0,30}directory
    | invalid\ (recipient|mailbox|user|address) | (couldn't|could\ not|cannot)\ be\ found
    | domain\ (name\ )?not\ found | nxdomain | null\ mx | no\ relevant\ answers
    | (account|mailbox|user)\b.{0,40}(disabled|discontinued|closed|deactivated)
    | recipient\ address\ rejected:\ access\ denied   # Exchange Online, under 5.4.1
    | n'existe\ pas | (adresse|utilisateur|destinataire|domaine)\ (est\ )?(inconnue?|introuvable)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Replies that refuse a mailbox (RFC 5321 §4.2.3, RFC 7504), unless their words are about something else:
# the mail, its sender, our server, or what is allowed.
_OF_MAILBOX = {550, 551, 553, 556}
_OF_ELSE_WORDS = re.compile(
    r"""
      \b(e-?mail|message|content|sender|helo|ehlo|dns|ptr|spoof\w*|dkim|tls)\b | \brelay
    | prohibit | denied | block(ed|ing|\ list) | \bban(ned)?\b | not\ (allowed|permitted|authori[sz]ed)
    | authenticat | verif(y|ication) | junk | abus(e|ive) | connection | too\ many | (message|courriel)\ rejet
    """,
    re.IGNORECASE | re.VERBOSE,
)


def status_in(status: str, said: str) -> str:
    """The code that says most, `status` before those in `said`; "" where there is none."""
    codes = [match[0] for match in [_CODE.search(status), *_CODE.finditer(said)] if match]
    return min(codes, key=_vagueness, default="")


def _vagueness(code: str) -> int:
    """RFC 3463 §2: X.0.0 says nothing, X.Y.0 what it is about, and only X.Y.Z what is the matter."""
    _kind, subject, detail = code.split(".")
    return (detail == "0") + (subject == "0")


def is_hard(status: str, said: str) -> bool:
    """Whether a server that said this, with this status (`5.1.1`, or ""), means that the address is dead."""
    said = " ".join(said.split())
    if _ALIVE_WORDS.search(said):
        return False
    code = _CODE.search(status_in(status, said))
    kind, subject, detail = map(int, code.groups()) if code else (5, 0, 0)
    if (subject, detail) in _DEAD:
        return kind == 5
    if detail and (subject, detail) not in _OPEN:
        return False
    return bool(_DEAD_WORDS.search(said)) or (not code and _dead_reply(said))


def _dead_reply(said: str) -> bool:
    reply = _REPLY.search(said)
    return reply is not None and reply[1] in _DEAD_REPLIES


def refuses_address(code: int | None, said: str) -> bool:
    """Whether a server that answered a mail with this SMTP reply means that the address is dead.

    As `is_hard`, and a reply for mailboxes counts where nothing that is said with it makes it another's.
    """
    said = " ".join(said.split())
    if code is None or not 500 <= code < 600:
        return False
    if is_hard("", f"{code} {said}"):
        return True
    status = status_in("", said)
    says_nothing = not status or status.endswith(".0")
    return code in _OF_MAILBOX and says_nothing and not _is_of_else(said)


def _is_of_else(said: str) -> bool:
    return bool(_ALIVE_WORDS.search(said) or _OF_ELSE_WORDS.search(said))
