"""What happens to calls and applications, by noun. Each verb is one transaction."""

from residencies.calls.services.beginning import (
    Applicant,
    Begun,
    begin_application,
    claim_application,
    mail_of,
    send_link,
    send_links,
    who_begins,
)
from residencies.calls.services.calls import (
    announce_call,
    close_call,
    copy_call,
    extend_call,
    open_call,
    withhold_call,
)
from residencies.calls.services.deciding import (
    invite_to_second_step,
    link_member,
    link_person,
    mark_eligible,
    mark_incomplete,
    mark_ineligible,
    move_application,
    move_applications,
    settle_applications,
)
from residencies.calls.services.filling import Saved, choose_track, save_answers
from residencies.calls.services.forms import copy_form, freeze_forms
from residencies.calls.services.members import (
    Invitee,
    hand_over,
    invite_member,
    send_signing_link,
    sign,
    take_out_member,
    withdraw_member,
)
from residencies.calls.services.sending import NotReady, add_addendum, submit, withdraw
from residencies.calls.services.sweeping import sweep_files
from residencies.calls.services.telling import mails_to_all, mails_to_members, tell_again, tell_out
from residencies.calls.services.uploads import add_file, attach_file, remove_file

__all__ = [
    "Applicant",
    "Begun",
    "Invitee",
    "NotReady",
    "Saved",
    "add_addendum",
    "add_file",
    "announce_call",
    "attach_file",
    "begin_application",
    "choose_track",
    "claim_application",
    "close_call",
    "copy_call",
    "copy_form",
    "extend_call",
    "freeze_forms",
    "hand_over",
    "invite_member",
    "invite_to_second_step",
    "link_member",
    "link_person",
    "mail_of",
    "mails_to_all",
    "mails_to_members",
    "mark_eligible",
    "mark_incomplete",
    "mark_ineligible",
    "move_application",
    "move_applications",
    "open_call",
    "remove_file",
    "save_answers",
    "send_link",
    "send_links",
    "send_signing_link",
    "settle_applications",
    "sign",
    "submit",
    "sweep_files",
    "take_out_member",
    "tell_again",
    "tell_out",
    "who_begins",
    "withdraw",
    "withdraw_member",
    "withhold_call",
]
