from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0014_found_by_trigrams"),
        ("people", "0008_consents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="accreditation",
            name="accreditation_since_ever_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("first_year__isnull", True)),
                fields=("festival", "grade"),
                name="accreditation_since_ever_once",
                violation_error_message="This grade stands without a first year already: say from which year this one holds.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="credit",
            name="credit_is_one_party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", True), ("person__isnull", False)),
                    models.Q(("organisation__isnull", False), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="credit_is_one_party",
                violation_error_message="Choose a person or an organisation, not both.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="credit",
            name="credit_episode_has_scope",
            constraint=models.CheckConstraint(
                condition=models.Q(("episode__isnull", True), ("scope", "episode"), _connector="OR"),
                name="credit_episode_has_scope",
                violation_error_message="Where you name an episode, choose “an episode” as the scope.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="credit",
            name="credit_person_on_work",
            constraint=models.UniqueConstraint(
                condition=models.Q(("episode__isnull", True), ("person__isnull", False)),
                fields=("work", "person", "role", "scope"),
                name="credit_person_on_work",
                violation_error_message="This credit is recorded already: change that one, or choose another role.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="credit",
            name="credit_person_on_episode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("episode__isnull", False), ("person__isnull", False)),
                fields=("episode", "person", "role"),
                name="credit_person_on_episode",
                violation_error_message="This credit is recorded already: change that one, or choose another role.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="credit",
            name="credit_organisation_on_work",
            constraint=models.UniqueConstraint(
                condition=models.Q(("episode__isnull", True), ("organisation__isnull", False)),
                fields=("work", "organisation", "role", "scope"),
                name="credit_organisation_on_work",
                violation_error_message="This credit is recorded already: change that one, or choose another role.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="credit",
            name="credit_organisation_on_episode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("episode__isnull", False), ("organisation__isnull", False)),
                fields=("episode", "organisation", "role"),
                name="credit_organisation_on_episode",
                violation_error_message="This credit is recorded already: change that one, or choose another role.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="festivaledition",
            name="festival_edition_unknown_year_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("year__isnull", True)),
                fields=("festival",),
                name="festival_edition_unknown_year_once",
                violation_error_message="An edition of unknown year is recorded already: say of which year this one is.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="festivaledition",
            name="festival_edition_dates",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="festival_edition_dates",
                violation_error_message="Choose a last day that is not before the first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="financingline",
            name="financing_line_amount",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                name="financing_line_amount",
                violation_error_message="Write an amount above zero, or leave it empty.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rebaterule",
            name="rebate_rule_rate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent__gt", 0),
                    ("percent__lte", 100),
                    models.Q(("currency", ""), _negated=True),
                    models.Q(("country", ""), _negated=True),
                ),
                name="rebate_rule_rate",
                violation_error_message="Write a percentage above 0 and up to 100, the currency and the country.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rightsoption",
            name="rights_option_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("starts_on__isnull", False)),
                fields=("work", "kind", "title", "holder", "starts_on"),
                name="rights_option_once",
                violation_error_message="These rights from this first day are recorded already: change that record.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rightsoption",
            name="rights_missing_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("starts_on__isnull", True)),
                fields=("work", "kind", "title", "holder"),
                name="rights_missing_once",
                violation_error_message="These rights are recorded without a first day already: say from when these hold.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="screening",
            name="screening_without_day_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("on", None)),
                fields=("work", "kind", "country", "place"),
                name="screening_without_day_once",
                violation_error_message="This screening is recorded without a day already: say on which day this one is.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="selection",
            name="selection_has_work_or_person",
            constraint=models.CheckConstraint(
                condition=models.Q(("work__isnull", False), ("person__isnull", False), _connector="OR"),
                name="selection_has_work_or_person",
                violation_error_message="Choose the work or the person that was selected, or both.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="selection",
            name="selection_work",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", True), ("section__isnull", False), ("work__isnull", False)
                ),
                fields=("edition", "section", "work"),
                name="selection_work",
                violation_error_message="This selection is recorded already: change that one, or choose another section.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="selection",
            name="selection_work_no_section",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", True), ("section__isnull", True), ("work__isnull", False)
                ),
                fields=("edition", "work"),
                name="selection_work_no_section",
                violation_error_message="This selection is recorded already: change that one, or choose another section.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="selection",
            name="selection_person",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", False), ("section__isnull", False), ("work__isnull", True)
                ),
                fields=("edition", "section", "person"),
                name="selection_person",
                violation_error_message="This selection is recorded already: change that one, or choose another section.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="selection",
            name="selection_person_no_section",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", False), ("section__isnull", True), ("work__isnull", True)
                ),
                fields=("edition", "person"),
                name="selection_person_no_section",
                violation_error_message="This selection is recorded already: change that one, or choose another section.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="selection",
            name="selection_work_person",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", False), ("section__isnull", False), ("work__isnull", False)
                ),
                fields=("edition", "section", "work", "person"),
                name="selection_work_person",
                violation_error_message="This selection is recorded already: change that one, or choose another section.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="selection",
            name="selection_work_person_no_section",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("person__isnull", False), ("section__isnull", True), ("work__isnull", False)
                ),
                fields=("edition", "work", "person"),
                name="selection_work_person_no_section",
                violation_error_message="This selection is recorded already: change that one, or choose another section.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="work",
            name="work_imdb_id_unique",
            constraint=models.UniqueConstraint(
                condition=models.Q(("imdb_id", ""), _negated=True),
                fields=("imdb_id",),
                name="work_imdb_id_unique",
                violation_error_message="Another work has this IMDb number: check it, or use that work’s record.",
            ),
        ),
    ]
