"""What happens to films, by noun. Each verb is one transaction."""

from foundation.films.services.dossier import (
    add_evidence,
    add_evidence_link,
    send_version,
    sweep_files,
)
from foundation.films.services.projects import write_project
from foundation.films.services.works import (
    add_award,
    add_credit,
    add_selection,
    add_work,
    change_stage,
    check_rates,
    check_shares,
    confirm_credit,
    renew_plan,
    tell_confirmed,
    tell_selected,
    verify_credit,
)

__all__ = [
    "add_award",
    "add_credit",
    "add_evidence",
    "add_evidence_link",
    "add_selection",
    "add_work",
    "change_stage",
    "check_rates",
    "check_shares",
    "confirm_credit",
    "renew_plan",
    "send_version",
    "sweep_files",
    "tell_confirmed",
    "tell_selected",
    "verify_credit",
    "write_project",
]
