"""Contact sheets of what `make looks` photographed: thirty-two phones or sixteen desktops in one picture."""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

LABEL = 14
# Of a photograph's width: columns, rows, and the size of each in pixels.
GRIDS = {"360": (8, 4, 200, 300), "1440": (4, 4, 400, 270)}


def sheets(folder):
    """Writes `<role>-<language>-<width>-<scheme>-<number>.png` beside the photographs' folders."""
    for shots in sorted(one for one in folder.iterdir() if one.is_dir()):
        for looks in ("360-light", "360-dark", "1440-light", "1440-dark"):
            files = sorted(shots.glob(f"*-{looks}.jpg"))
            columns, rows, _wide, _high = GRIDS[looks.split("-")[0]]
            each = columns * rows
            for number in range(0, len(files), each):
                sheet = sheet_of(files[number : number + each], looks)
                sheet.save(folder / f"{shots.name}-{looks}-{number // each + 1}.png")


def sheet_of(files, looks):
    columns, rows, wide, high = GRIDS[looks.split("-")[0]]
    rows = min(rows, -(-len(files) // columns))
    sheet = Image.new("RGB", (columns * wide, rows * (high + LABEL)), "#888")
    draw = ImageDraw.Draw(sheet)
    for place, file in enumerate(files):
        x, y = place % columns * wide, place // columns * (high + LABEL)
        with Image.open(file) as shot:
            part = shot.resize((wide - 4, round(shot.height * (wide - 4) / shot.width)))
        sheet.paste(part.crop((0, 0, wide - 4, min(part.height, high - 2))), (x, y + LABEL))
        draw.text((x + 2, y + 1), file.stem.removesuffix(f"-{looks}")[: wide // 6], fill="white")
    return sheet


if __name__ == "__main__":
    sheets(Path(sys.argv[1]))
