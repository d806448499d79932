from django.db import migrations

ROLES = [
    # code, department, French, Arabic, English
    ("showrunner", "production", "showrunner", "مديرة المسلسل", "showrunner"),
    ("creator", "writing", "créatrice ou créateur", "ابتكار", "creator"),
    ("director", "directing", "réalisation", "إخراج", "director"),
    ("co_director", "directing", "coréalisation", "إخراج مشترك", "co-director"),
    ("first_assistant_director", "directing", "1re assistanat réalisation", "مساعد أول للمخرج", "first assistant director"),
    ("second_assistant_director", "directing", "2e assistanat réalisation", "مساعد ثان للمخرج", "second assistant director"),
    ("script_supervisor", "directing", "scripte", "سكريبت", "script supervisor"),
    ("screenwriter", "writing", "scénario", "سيناريو", "screenwriter"),
    ("staff_writer", "writing", "écriture (équipe)", "كتابة ضمن فريق", "staff writer"),
    ("producer", "production", "production", "إنتاج", "producer"),
    ("co_producer", "production", "coproduction", "إنتاج مشترك", "co-producer"),
    ("executive_producer", "production", "production exécutive", "إنتاج تنفيذي", "executive producer"),
    ("line_producer", "production", "direction de production", "إدارة الإنتاج", "line producer"),
    ("production_company", "production", "société de production", "شركة الإنتاج", "production company"),
    ("cinematographer", "cinematography", "image", "تصوير", "cinematographer"),
    ("camera_operator", "cinematography", "cadre", "تشغيل الكاميرا", "camera operator"),
    ("sound_recordist", "sound", "prise de son", "تسجيل الصوت", "sound recordist"),
    ("sound_designer", "sound", "conception sonore", "تصميم الصوت", "sound designer"),
    ("sound_mixer", "sound", "mixage", "مزج الصوت", "re-recording mixer"),
    ("editor", "editing", "montage", "مونتاج", "editor"),
    ("assistant_editor", "editing", "assistanat montage", "مساعدة المونتاج", "assistant editor"),
    ("colourist", "editing", "étalonnage", "تصحيح الألوان", "colourist"),
    ("production_designer", "art", "décors", "تصميم المناظر", "production designer"),
    ("costume_designer", "art", "costumes", "تصميم الأزياء", "costume designer"),
    ("composer", "music", "musique", "موسيقى", "composer"),
    ("vfx_supervisor", "vfx", "supervision des effets visuels", "الإشراف على المؤثرات البصرية", "VFX supervisor"),
    ("actor", "cast", "interprétation", "تمثيل", "actor"),
]  # fmt: skip


def add_roles(apps, schema_editor):
    role = apps.get_model("films", "Role")
    role.objects.bulk_create(
        [
            role(slug=slug, department=department, name_fr=fr, name_ar=ar, name_en=en)
            for slug, department, fr, ar, en in ROLES
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("films", "0001_initial")]
    # Backwards the table goes with 0001; roles in use are not taken away here.
    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
