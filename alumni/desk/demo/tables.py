"""The demo's texts, kept as TOML beside the code."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

FOLDER = Path(__file__).parent / "data"


def read(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def texts(row: dict[str, str], field: str) -> dict[str, str]:
    """{"fr": …, "ar": …, "en": …} as the columns `<field>_fr`, `<field>_ar`, `<field>_en`."""
    return {f"{field}_{language}": row[language] for language in ("fr", "ar", "en")}


def ago(today: date, months: int, days: int = 0) -> date:
    return today - relativedelta(months=months, days=days)
