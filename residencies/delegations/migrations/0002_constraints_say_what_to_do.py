from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0001_initial"),
        ("films", "0014_found_by_trigrams"),
        ("programmes", "0001_squashed_0005_prizes"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="delegation",
            name="delegation_days",
            constraint=models.CheckConstraint(
                condition=models.Q(("returns_on__gte", models.F("leaves_on"))),
                name="delegation_days",
                violation_error_message="Choose a day of return that is not before the day of leaving.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="delegation",
            name="delegation_report_after_return",
            constraint=models.CheckConstraint(
                condition=models.Q(("report_due_on__gte", models.F("returns_on"))),
                name="delegation_report_after_return",
                violation_error_message="Choose a day for the report that is not before the return.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="papers",
            name="papers_visa_granted_or_refused",
            constraint=models.CheckConstraint(
                condition=models.Q(("refused_on", None), ("granted_from", None), _connector="OR"),
                name="papers_visa_granted_or_refused",
                violation_error_message="A visa is granted or refused: leave the days of the other one empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="perdiem",
            name="per_diem_of_something",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gt", 0), ("rate__gt", 0)),
                name="per_diem_of_something",
                violation_error_message="Write a number of days and a daily rate above zero.",
            ),
        ),
    ]
