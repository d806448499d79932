# ruff: noqa: E501 - its lines are texts in three languages
"""A call as a foundation would announce it, open now: for a director with her producer, in three languages."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from foundation.films.models import Role
from residencies.calls import services
from residencies.calls.models import Call, Form, Question, Seat, Section
from residencies.programmes.models import Track
from tests import cast

TEXTS = {
    "fr": """La résidence accueille pendant six semaines dix réalisatrices et réalisateurs qui écrivent leur premier ou deuxième long métrage. Une maison dans la médina, une scénariste à leurs côtés, du temps.

Les frais de séjour et de voyage sont pris en charge. À la fin, chaque projet est présenté à des productrices et producteurs de quatre pays.""",
    "ar": """تستقبل الإقامة خلال ستة أسابيع عشرة مخرجات ومخرجين يكتبون فيلمهم الطويل الأول أو الثاني. بيت في المدينة العتيقة، وكاتبة سيناريو إلى جانبهم، ووقت كافٍ.

تتكفل المؤسسة بمصاريف الإقامة والسفر. وفي الختام يُقدَّم كل مشروع إلى منتجات ومنتجين من أربعة بلدان.""",
    "en": """For six weeks the residency hosts ten directors who write their first or second feature film. A house in the medina, a script adviser at their side, time.

Travel and stay are paid for. At the end each project is presented to producers from four countries.""",
}  # fmt: skip
TITLES = {
    "fr": "Résidence d’écriture de long métrage",
    "ar": "إقامة كتابة الفيلم الطويل",
    "en": "Feature writing residency",
}
SECTIONS = [
    ("Le projet", "المشروع", "The project"),
    ("Vous", "أنتم", "You"),
    ("Les documents", "الوثائق", "The documents"),
]
QUESTIONS: list[tuple[int, str, str, tuple[str, str, str], dict[str, Any]]] = [
    (0, "title", "short", ("Titre du projet", "عنوان المشروع", "Title of the project"), {"is_title": True}),
    (0, "logline", "long", ("Le film en deux phrases", "الفيلم في جملتين", "The film in two sentences"), {
        "max_words": 60,
        "help_fr": "Qui veut quoi, et qu’est-ce qui s’y oppose ?",
        "help_ar": "من يريد ماذا، وما الذي يعترض طريقه؟",
        "help_en": "Who wants what, and what stands in the way?",
    }),
    (0, "stage", "stage", ("Où en est le film ?", "أين وصل الفيلم؟", "How far is the film?"), {}),
    (0, "minutes", "number", ("Durée prévue", "المدة المتوقعة", "Planned running time"), {
        "minimum": 60, "maximum": 240, "unit_fr": "minutes", "unit_ar": "دقيقة", "unit_en": "minutes",
    }),
    (0, "coproduced", "yes_no", ("Est-ce une coproduction ?", "هل هو إنتاج مشترك؟", "Is it a co-production?"), {}),
    (0, "partner", "short", ("Avec qui ?", "مع من؟", "With whom?"), {"on": ("coproduced", ["yes"])}),
    (1, "born", "date", ("Date de naissance", "تاريخ الازدياد", "Date of birth"), {"identifies": True}),
    (1, "film", "number", ("C’est votre quantième long métrage ?", "كم رقم هذا الفيلم الطويل؟", "Which of your features is it?"), {"minimum": 1, "maximum": 20}),
    (1, "reel", "link", ("Lien vers un film", "رابط إلى فيلم", "Link to a film"), {"is_required": False}),
    (2, "script", "file", ("Scénario ou traitement", "السيناريو أو المعالجة", "Script or treatment"), {
        "accepts": ["pdf", "text"], "max_megabytes": 20,
    }),
    (2, "stills", "file", ("Images", "صور", "Images"), {
        "accepts": ["image"], "max_megabytes": 10, "max_files": 5, "is_required": False,
    }),
    (2, "consent", "consent", ("J’ai lu le règlement et je l’accepte", "قرأت النظام وأقبل به", "I have read the rules and accept them"), {}),
]  # fmt: skip


def form() -> Form:
    made = Form.objects.create(slug="feature-residency")
    parts = [
        Section.objects.create(form=made, position=place, title_fr=fr, title_ar=ar, title_en=en)
        for place, (fr, ar, en) in enumerate(SECTIONS)
    ]
    by_key: dict[str, Question] = {}
    for place, (part, key, kind, (fr, ar, en), more) in enumerate(QUESTIONS):
        fields = dict(more)
        if on := fields.pop("on", None):
            fields |= {"condition_on": by_key[on[0]], "condition": "has", "condition_values": on[1]}
        by_key[key] = Question.objects.create(
            section=parts[part], position=place, key=key, kind=kind,
            text_fr=fr, text_ar=ar, text_en=en, **fields,
        )  # fmt: skip
    return made


def role(slug: str, fr: str, ar: str, en: str) -> Role:
    names = {"name_fr": fr, "name_ar": ar, "name_en": en, "department": "production"}
    return Role.objects.get_or_create(slug=slug, defaults=names)[0]


def call(**fields: Any) -> Call:
    """For one person, unless `applies` says otherwise."""
    now = timezone.now()
    programme = cast.programme(
        name_fr="Résidences de la Fondation",
        name_ar="إقامات المؤسسة",
        name_en="Residencies of the foundation",
    )
    names = {"name_fr": "Fiction", "name_ar": "روائي", "name_en": "Fiction"}
    tracks = [Track.objects.create(programme=programme, slug="fiction", **names)]
    names = {"name_fr": "Documentaire", "name_ar": "وثائقي", "name_en": "Documentary"}
    tracks.append(Track.objects.create(programme=programme, slug="documentary", **names))
    made = Call.objects.create(
        edition=cast.edition(of=programme, name="2027"),
        slug="residence-long-metrage",
        form=form(),
        opens_at=now - timedelta(days=9),
        closes_at=now + timedelta(days=3, hours=4, minutes=1),
        published_at=now - timedelta(days=10),
        addendum_until=now + timedelta(days=20),
        contact="appels@masar.example",
        **{f"title_{language}": text for language, text in TITLES.items()},
        **{f"text_{language}": text for language, text in TEXTS.items()},
        **fields,
    )
    made.tracks.set(tracks)
    made.rules.create(position=1, kind="film", values={"most": 2}, sources=["film"])
    made.rules.create(position=2, kind="age", values={"least": 18}, sources=["born"], is_strict=False)
    if made.has_members:
        Seat.objects.create(call=made, role=role("director", "Réalisation", "إخراج", "Director"))
        Seat.objects.create(call=made, role=role("producer", "Production", "إنتاج", "Producer"))
    return made


ANSWERS = {
    "title": "Les Enfants du barrage",
    "logline": "Yto, onze ans, garde seule le village que l’eau va prendre.",
    "stage": "development",
    "minutes": "95",
    "coproduced": "no",
    "born": "1992-03-14",
    "film": "1",
    "consent": ["yes"],
}


def begun(to: Call, language: str, **fields: Any) -> Any:
    """A draft in which all but the documents is filled in."""
    track = to.tracks.get(slug="fiction")
    she = services.Applicant("Hiba Idrissi", "hiba@example.org", language, track=track, **fields)
    row = services.begin_application(to, she, by=None, now=timezone.now()).application
    services.save_answers(row, ANSWERS, now=timezone.now())
    row.refresh_from_db()
    return row
