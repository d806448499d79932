"""The certificate: a page in three languages, whose code leads to where anyone verifies it."""

from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from pypdf import PdfReader

from foundation.mail.letters import letter_for, render
from foundation.mail.models import Message
from residencies.programmes import certificates, services
from tests import cast
from tests.cast import NOW
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def done():
    programme = cast.programme(name_fr="Résidence des duos", name_ar="إقامة الثنائيات", name_en="Pairs")
    who = cast.alumna(name="Oumaïma Bensaïd", name_ar="أميمة بنسعيد", city="Ksar-Secret")
    row = enrolled.enrolment(of=enrolled.edition(programme=programme), who=who)
    return services.complete_participations([row], on=date(2026, 10, 1), by=None, now=NOW)[0]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_one_page_with_her_name_the_number_and_a_code_that_leads_to_it(done, language, monkeypatch, settings):
    asked = []
    drawn = certificates.qr_svg
    monkeypatch.setattr(certificates, "qr_svg", lambda text: asked.append(text) or drawn(text))
    made = certificates.certificate_pdf(done, language)
    (page,) = PdfReader(BytesIO(made)).pages
    text = page.extract_text()
    assert text.count(done.certificate) == 2  # from left to right, as in its address
    assert ("Bensaïd" in text) == (language != "ar")
    assert asked == [f"{settings.SITE_URL}/certificates/{done.certificate}/"]
    assert made == certificates.certificate_pdf(done, language)
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert any("IBMPlexSansArabic" in font for font in fonts)


def test_anyone_verifies_and_learns_nothing_else(client, done):
    page = client.get(f"/certificates/{done.certificate}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert ["Oumaïma Bensaïd" in text, "أميمة بنسعيد" in text, str(done.edition) in text] == [True] * 3
    assert [word for word in ("Ksar-Secret", done.person.email, "Essaouira") if word in text] == []
    assert client.get("/certificates/", {"number": done.certificate.lower()}).status_code == 200


@pytest.mark.parametrize("number", ["2026-AAAAAAAA", "a/b", "%00", "<script>alert(1)</script>", "é" * 300])
def test_a_number_we_do_not_know_is_told_kindly(client, number):
    page = client.get(f"/certificates/{number}/")
    assert page.status_code == 404
    assert b"<script>alert" not in page.content
    assert b"id_number" in page.content


def test_what_is_not_completed_has_no_page_and_no_paper(client):
    row = enrolled.enrolment(certificate="2026-ATTENDIN")
    assert client.get("/certificates/2026-ATTENDIN/").status_code == 404
    client.force_login(row.person.account)
    assert client.get(reverse("programmes:own_certificate", args=[row.pk, "fr"])).status_code == 404


def test_guessing_is_slow(client, monkeypatch):
    monkeypatch.setattr("residencies.programmes.views.CertificateThrottle.rate", "2/hour")
    assert [client.get(f"/certificates/2026-{n}/").status_code for n in range(3)] == [404, 404, 429]


def test_she_and_the_staff_download_it_and_nobody_else(client, done):
    own = reverse("programmes:own_certificate", args=[done.pk, "ar"])
    desk = reverse("admin:programmes_participation_certificate", args=[done.pk, "fr"])
    client.force_login(done.person.account)
    assert client.get(own)["Content-Type"] == "application/pdf"
    assert client.get(own.replace("ar.pdf", "de.pdf")).status_code == 404
    client.force_login(cast.staff("programmes.view_participation"))
    assert (client.get(desk).status_code, client.get(own).status_code) == (200, 404)
    client.force_login(cast.staff())
    assert client.get(desk).status_code == 403


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_mail_leads_to_her_page(done, language):
    message = Message.objects.get(kind="certificate")
    message.language = language
    texts = render(message, letter_for(message))
    assert reverse("programmes:programme", args=[done.pk]) in texts["text"]
    assert done.certificate in texts["html"]
