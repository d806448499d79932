"""A text for every private field, and the rows of the walk by model."""

from dataclasses import dataclass, field
from typing import Any

# Each private field gets a text that is found nowhere else.
MARKERS = {
    name: f"zq{name.replace('_', '')}qz"
    for name in [
        "person_email",
        "person_note",
        "person_birth_city",
        "participation_reason",
        "answer_text",
        "change_after",
        "work_logline",
        "work_title",
        "plan_note",
        "option_note",
        "option_scope",
        "dossier_title",
        "contract_title",
        "house_contract",
        "work_synopsis",
        "evidence_file",
        "figure_note",
        "screening_planned",
        "credit_evidence",
        "plan_evidence",
        "plan_source",
        "message_secret",
        "message_to",
        "report_diagnostic",
        "duplicate_reason",
        "merge_removed",
        "view_name",
        "credit_note",
        "selection_note",
        "wording_before",
        "second_contact",
        "contact_note",
        "pause_reason",
        "application_title",
        "application_answer",
        "application_file",
        "application_addendum",
        "application_reason",
        "application_code",
        "member_name",
        "review_notes",
        "review_comment",
        "conflict_detail",
        "conflict_note",
        "decision_comment",
        "offer_note",
        "decision_reason",
        "session_link",
        "registration_reason",
        "material_title",
        "request_name",
        "deliverable_remark",
        "deliverable_word",
        "absence_reason",
        "needs_dietary",
        "circular_body",
        "grant_note",
        "fund_note",
        "report_text",
        "report_missing",
        "instalment_reason",
        "payment_reference",
        "posting_contact",
        "posting_pay",
        "work_offer_word",
        "work_offer_reason",
        "work_cities",
        "request_posting",
        "veto_reason",
        "mentor_note",
        "mentorship_reason",
        "session_goals",
        "session_notes",
        "fee_reference",
        "pulse_word",
        "review_helped",
        "others_review_helped",
        "others_pulse_word",
        "project_note",
        "guest_note",
        "meeting_staff_note",
        "meeting_own_note",
        "meeting_others_note",
        "passport_number",
        "papers_health",
        "papers_policy",
        "per_diem_reference",
        "delegation_note",
        "trip_report",
        "support_words",
        "own_note",
        "others_note",
    ]
}


@dataclass
class World:
    roles: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)  # by model label, the owner's row


def keep(world: World, *rows: Any) -> None:
    for row in rows:
        world.rows[row._meta.label_lower] = row
