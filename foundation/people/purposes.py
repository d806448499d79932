"""What people are asked at first for each purpose of a consent."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps as installed

FIRST = Path(__file__).with_suffix(".toml")


def know_purposes(sender: Any = None, apps: Any = installed, **options: Any) -> None:
    """A first text for each purpose that has none. Runs after every migrate."""
    try:
        texts = apps.get_model("people", "ConsentText")
    except LookupError:  # a migrate that has not come that far
        return
    known = set(texts.objects.values_list("purpose", flat=True).distinct())
    texts.objects.bulk_create(
        texts(
            purpose=purpose,
            version=1,
            since=datetime(2026, 1, 1, tzinfo=UTC),
            **{f"text_{language}": text for language, text in said.items()},
        )
        for purpose, said in tomllib.loads(FIRST.read_text("utf-8")).items()
        if purpose not in known
    )
