"""What staff write: names that stand for texts, and nothing else."""

from email import policy
from email.parser import BytesParser

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from foundation.mail.delivery import drain
from foundation.mail.models import Message
from foundation.people.models import Person
from foundation.reminders import texts
from foundation.reminders.anchors import anchor_choices, anchor_named
from foundation.reminders.models import Rule
from tests import cast
from tests.reminders.deadlines.models import Deadline
from tests.reminders.made import at, deadline, plan, rule

TODAY = cast.NOW.date()
NAMES = ["name", "title"]


@pytest.mark.parametrize(
    "text",
    ["", "no names", "{{ name }}", "{{name}} {{  title  }}", "{ name } {% if %}", "#{x} %(name)s $name"],
)
def test_what_may_be_written(text):
    texts.check(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "{{ nmae }}", "{{ name.email }}", "{{ name.__class__ }}", "{{ name|upper }}", "{{ name() }}",
        "{{ name[0] }}", "{{ 7*7 }}", "{{ }}", "{{}}", "{{ name", "name }}", "{{{ name }}}", "{{ Name }}",
        "{{ settings.SECRET_KEY }}", "{{\nname\n}}", "{{ name!r }}", "{{ name:>9 }}", "{{ 'a' }}",
        "{{ self }}", "{{ request.user }}", "{{ name }} {{ other }}", "{{ name }}}}", "{{ {{ name }} }}",
    ],
)  # fmt: skip
def test_what_may_not(text):
    with pytest.raises(ValidationError):
        texts.check(text, NAMES)


def test_a_wrong_name_is_told_with_those_that_are_right():
    with translation.override("en"), pytest.raises(ValidationError) as told:
        texts.check("Hello {{ nmae }}", NAMES)
    assert told.value.messages == [
        "“{{ nmae }}” stands for nothing here. You can write {{ name }}, {{ title }}."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"subject_fr": "{{ nmae }}"}, {"subject_fr"}),
        ({"body_en": "{{ title.pk }}", "subject_en": "ok"}, {"body_en"}),
        ({"body_ar": "", "subject_ar": "ok"}, {"body_ar"}),
        ({"subject_fr": "", "body_fr": ""}, {"subject_fr"}),
        ({"closes": "08:00"}, {"closes"}),
        (
            {"anchor": "completion", "repeat_days": 30, "subject_fr": "a", "body_fr": "b"},
            {"repeat_until_days"},
        ),
        ({"repeat_until_days": 30}, {"repeat_days"}),
        ({"repeat_until_days": 3, "repeat_days": 7}, {"repeat_until_days"}),
        ({"anchor": "nothing"}, {"anchor"}),
        ({"audience": {"person__email": ["a"]}}, {"__all__"}),
        ({"audience": {"country": ["XX"]}}, {"__all__"}),
        ({"audience": {"country": "MA"}}, {"__all__"}),
        ({"audience": ["country"]}, {"__all__"}),
        ({"audience": {"title": []}}, {"__all__"}),
        ({"button_fr": "Voir {{ nmae }}"}, {"button_fr"}),
        ({"button_fr": "Voir", "anchor": "instant"}, {"button_fr"}),
        ({"button_en": "Look"}, {"button_fr", "button_en"}),
        ({"button_fr": "Voir", "subject_en": "a", "body_en": "b"}, {"button_en"}),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_where_it_is_wrong(fields, wrong):
    with pytest.raises(ValidationError) as told:
        rule(**fields)
    assert set(told.value.message_dict) == wrong
    assert not Rule.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("key", [key for key, _title in anchor_choices()])
def test_an_anchor_is_whole(key):
    anchor = anchor_named(key)
    assert str(anchor.title)
    for name, asked in anchor.all_filters().items():
        assert str(asked.label)
        assert isinstance(list(asked.choices()), list)
        first = [value for value, _label in list(asked.choices())[:1]]
        assert list(anchor.facts({name: first})) == []


@pytest.mark.django_db
def test_the_letter_is_in_her_language_and_what_is_filled_in_is_no_link_and_no_code(sink, time_machine):
    time_machine.move_to(at(TODAY), tick=False)
    rule(
        subject_ar="تذكير: {{ title }}",
        body_ar="{{ name }}\n{{ title }} {{ day }}\n\nhttps://masar.example/a?b=1&c=2 <b>",
    )
    she = cast.person(language="ar", name="Salma", name_ar="سلمى")
    deadline(TODAY, she, title="<script> www.evil.example {{ name }}")
    plan(at(TODAY))
    drain()
    mail = BytesParser(policy=policy.default).parsebytes(sink.mails[0].as_bytes())
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert Message.objects.get().subject == "تذكير: <script> www.evil.example {{ name }}"
    assert '<html lang="ar" dir="rtl">' in html
    assert "\u2068سلمى\u2069\n" in text
    assert (
        "<bdi>&lt;script&gt; www.\u2060evil.\u2060example {{ name }}</bdi> <bdi>24 نوفمبر 2026</bdi>" in html
    )
    assert '<a href="https://masar.example/a?b=1&amp;c=2">https://masar.example/a?b=1&amp;c=2</a>' in html
    assert "<script>" not in html.partition("</style>")[2]
    assert " &lt;b&gt;</p>" in html


def letter_of(sink, **fields) -> tuple[str, str]:
    """The text and the HTML of the one reminder that leaves."""
    title = fields.pop("title", "Budget")
    rule(**fields)
    she = cast.person(language="fr")
    deadline(TODAY, she, title=title)
    plan(at(TODAY))
    drain()
    mail = BytesParser(policy=policy.default).parsebytes(sink.mails[0].as_bytes())
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return text, html


@pytest.mark.django_db
def test_a_button_leads_to_the_page_its_anchor_gives(sink, time_machine, settings):
    time_machine.move_to(at(TODAY), tick=False)
    text, html = letter_of(sink, button_fr="Ouvrir {{ title }}", title="<b> www.evil.example")
    where = f"{settings.SITE_URL}/deadlines/{Deadline.objects.get().pk}/?for={Person.objects.get().pk}"
    assert f"\n{where}&why=due\n" in text
    assert f'href="{where}&amp;why=due"' in html
    assert ">Ouvrir <bdi>" in html or "<bdi>Ouvrir" in html
    assert ("<b> www" in html, "www.evil" in html) == (False, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{}, {"button_fr": "Ouvrir", "title": "Pageless"}], ids=["none", "no page"]
)
def test_without_words_or_a_page_there_is_no_button(sink, time_machine, fields):
    time_machine.move_to(at(TODAY), tick=False)
    text, html = letter_of(sink, **fields)
    assert ("Ouvrir" in text + html, 'class="button"' in html, "/deadlines/" in text) == (False, False, False)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["completion", "edition_start", "edition_end", "stage"])
def test_the_anchors_of_the_house_lead_to_a_page_that_opens(client, key):
    she = cast.alumna()
    anchor = anchor_named(key)
    client.force_login(she.account)
    assert str(anchor.page)
    assert client.get(anchor.path(None, she)).status_code == 200


@pytest.mark.django_db
def test_the_database_holds_no_button_without_a_text():
    made = rule(on=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rule.objects.filter(pk=made.pk).update(button_en="Look")
