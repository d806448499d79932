"""Documents as PDF, set by typst from templates of `templates/pdf/` with the fonts Masar brings along."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

FONTS = Path(__file__).parent / "fonts"


def pdf(template: str, data: dict[str, Any], *, language: str, at: datetime) -> bytes:
    """`data`, which is all text, in `templates/pdf/<template>.typ`; Arabic is shaped and runs right to left.

    The same data and `at` make the same bytes. Nothing in `data` is read as markup.
    """
    folder = settings.BASE_DIR / "templates" / "pdf"
    inputs = {"data": json.dumps(data), "language": language, "rtl": "yes" if language == "ar" else "no"}
    return typst.compile(
        str(folder / f"{template}.typ"),
        root=str(folder),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=int(at.timestamp()),
    )
