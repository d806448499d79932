"""Links in mails of this room."""

from django.core.signing import BadSignature, Signer

from residencies.selection.models import Juror

_JUROR = Signer(salt="selection.juror")


def juror_token(row: Juror) -> str:
    """Opens the page where she accepts or declines; it ends when she is invited anew, or removed."""
    return _JUROR.sign(f"{row.pk}.{row.link_version}")


def juror_of_token(token: str) -> Juror | None:
    """None for a link that was never ours, or has ended."""
    try:
        number, _dot, version = _JUROR.unsign(token).partition(".")
        rows = Juror.objects.select_related(
            "person__account", "jury__call__edition__programme", "jury__track"
        )
        return rows.filter(pk=int(number), link_version=int(version)).first()
    except (BadSignature, ValueError):
        return None
