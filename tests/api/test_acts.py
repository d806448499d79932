"""Acts of the staff, and of a pair, by the API: each is the service that the desk calls, with its rights."""

import pytest

from foundation.films.models import Credit
from residencies.grants.models import Report
from residencies.mentoring.models import MentoringSession
from residencies.programmes.models import Absence, Participation
from tests import cast
from tests.api.rows import make

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def post(client, url: str, **said):
    return client.post(f"/api/v1/{url}", said, content_type="application/json")


def test_staff_move_a_participation_and_note_who_is_away(api):
    row = Participation.objects.create(person=cast.person(), edition=cast.edition(), state="attending")
    client = api(cast.staff("programmes.view_participation", "programmes.change_participation"))
    assert post(client, "absences/", participation=row.pk, away_from="2026-11-01").status_code == 403
    away = api(cast.administrator())
    made = post(away, "absences/", participation=row.pk, away_from="2026-11-01", reason="zq")
    assert (made.status_code, "zq" in made.text) == (201, False)  # why is for the desk
    ended = post(away, f"absences/{made.json()['id']}/end/", back_on="2026-11-03")
    assert (ended.json()["back_on"], Absence.objects.get().reason) == ("2026-11-03", "zq")
    done = post(client, f"participations/{row.pk}/move/", to="withdrawn", cause="work")
    assert (done.status_code, done.json()["state"]) == (200, "withdrawn")
    assert Participation.objects.get(pk=row.pk).cause == "work"
    again = post(client, f"participations/{row.pk}/move/", to="completed")
    assert (again.status_code, list(again.json())) == (400, ["detail"])


def test_staff_send_a_report_back(api):
    she = cast.alumna()
    report = make(Report, she, 1)
    Report.objects.filter(pk=report.pk).update(handed_in_at=cast.NOW, text="Voilà.", accepted_at=None)
    client = api(cast.administrator())
    done = post(client, f"grant-reports/{report.pk}/send_back/", missing="Les comptes.")
    assert (done.status_code, done.json()["missing"]) == (200, "Les comptes.")
    assert post(client, f"grant-reports/{report.pk}/accept/").status_code == 400  # it waits for her
    assert post(api(she.account), f"grant-reports/{report.pk}/accept/").status_code == 403


def test_a_pair_writes_what_both_see_of_a_session(api):
    she = cast.alumna()
    row = make(MentoringSession, she, 1)
    url = f"/api/v1/mentoring-sessions/{row.pk}/"
    client = api(she.account)
    how = {"content_type": "application/json", "headers": {"If-Match": client.get(url)["ETag"]}}
    done = client.patch(url, {"goals": "Le dossier."}, **how)
    assert (done.status_code, done.json()["goals"], done["ETag"]) == (
        200,
        "Le dossier.",
        client.get(url)["ETag"],
    )
    assert client.patch(url, {"goals": "Autre."}, **how).status_code == 412
    how["headers"] = {"If-Match": "*"}
    assert api(cast.administrator()).patch(url, {"goals": "x"}, **how).status_code == 404
    assert MentoringSession.objects.get(pk=row.pk).goals == "Le dossier."


def test_a_credit_is_verified_on_evidence_alone(api):
    row = make(Credit, cast.alumna(), 1)
    row.evidence.all().delete()
    client = api(cast.administrator())
    assert post(client, f"credits/{row.pk}/verify/", verdict="verified").status_code == 400
    row.evidence.create(kind="link", url="https://example.org/")
    done = post(client, f"credits/{row.pk}/verify/", verdict="verified")
    assert (done.status_code, done.json()["verification"]) == (200, "verified")


def test_what_contradicts_the_rules_of_a_row_is_refused_by_field(api):
    client, she = api(cast.administrator()), cast.person()
    work = post(client, "works/", title="La Mer", countries=["MA", "FR"], year=2026)
    assert (work.status_code, work.json()["countries"], work.json()["stage"]) == (201, ["FR", "MA"], "")
    assert client.get(work["Location"]).json() == work.json()
    said = {"work": work.json()["id"], "role": "director"}
    assert post(client, "credits/", **said).status_code == 400  # of nobody
    assert post(client, "credits/", **said, person=she.pk).status_code == 201
    twice = post(client, "credits/", **said, person=she.pk)
    assert twice.status_code == 400
    wrong = {"title": "", "countries": ["ZZ"], "year": -1, "stage": "idea"}
    assert set(post(client, "works/", **{**wrong, "stage": None}).json()) == {"stage"}
    del wrong["stage"]
    assert set(post(client, "works/", **wrong).json()) == {"title", "countries", "year"}
    assert set(post(client, "people/", name="Salma", time_zone="Mars", email="x").json()) == {
        "time_zone",
        "email",
    }
    festival = post(client, "festivals/", name="Atlas", kind="festival").json()["id"]
    edition = post(client, "festival-editions/", festival=festival, year=2026).json()["id"]
    chosen = post(client, "selections/", edition=edition, work=said["work"]).json()["id"]
    won = post(client, "awards/", selection=chosen, prize="Étoile", shared_with=[she.pk])
    assert [one["id"] for one in won.json()["shared_with"]] == [she.pk]
    gone = client.delete(f"/api/v1/festivals/{festival}/", headers={"If-Match": "*"})
    assert (gone.status_code, "detail" in gone.json()) == (400, True)  # its editions need it
