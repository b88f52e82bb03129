# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts pictures together: the contact sheet of all of them, and the first look for the README."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PAPER, INK, EDGE, GROUND = "#ffffff", "#1b2430", "#cfd6d3", "#e8ecea"
GAP, CAPTION, SHEET_WIDTH, CELL_HEIGHT = 16, 34, 2400, 430
THUMB_WIDTHS = {360: 170, 1280: 340}


def make_contact_sheet(pictures: list[Path], target: Path) -> None:
    """Lay all pictures out in rows, each with its name under it. Long pages are cut at the bottom."""
    font = ImageFont.load_default(size=12)
    cells = [(path.stem, _thumbnail(path)) for path in pictures]
    rows: list[list[tuple[str, Image.Image]]] = [[]]
    for cell in cells:
        if sum(image.width + GAP for _name, image in rows[-1]) + cell[1].width > SHEET_WIDTH - GAP:
            rows.append([])
        rows[-1].append(cell)
    sheet = Image.new("RGB", (SHEET_WIDTH, GAP + len(rows) * (CELL_HEIGHT + CAPTION + GAP)), GROUND)
    draw = ImageDraw.Draw(sheet)
    for position, row in enumerate(rows):
        x, y = GAP, GAP + position * (CELL_HEIGHT + CAPTION + GAP)
        for name, image in row:
            sheet.paste(image, (x, y))
            draw.rectangle((x - 1, y - 1, x + image.width, y + image.height), outline=EDGE)
            draw.multiline_text((x, y + CELL_HEIGHT + 4), _caption(name, image.width), INK, font)
            x += image.width + GAP
    sheet.save(target, optimize=True)


def _thumbnail(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        width = THUMB_WIDTHS[360 if picture.width < 800 else 1280]
        image = picture.convert("RGB").resize((width, round(picture.height * width / picture.width)))
    return image.crop((0, 0, width, min(image.height, CELL_HEIGHT)))


def _caption(name: str, width: int) -> str:
    """Break a name where it is wider than its picture."""
    letters = width // 7
    return "\n".join(
        name[start : start + letters] for start in range(0, min(len(name), 2 * letters), letters)
    )


def make_first_look(form: Path, receipt: Path, case: Path, target: Path) -> None:
    """Show the form, the receipt and a case side by side on a plain ground."""
    height, margin = 600, 32
    shown = [_cut(form, 270, height), _cut(receipt, 270, height), _cut(case, 680, height)]
    width = sum(image.width for image in shown) + margin * (len(shown) + 1)
    look = Image.new("RGB", (width, height + 2 * margin), GROUND)
    draw, x = ImageDraw.Draw(look), margin
    for image in shown:
        look.paste(image, (x, margin))
        draw.rectangle((x - 1, margin - 1, x + image.width, margin + image.height), outline=EDGE)
        x += image.width + margin
    target.parent.mkdir(parents=True, exist_ok=True)
    look.save(target, optimize=True)


def _cut(path: Path, width: int, height: int) -> Image.Image:
    with Image.open(path) as picture:
        scaled = picture.convert("RGB").resize(
            (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
        )
    ground = Image.new("RGB", (width, height), scaled.getpixel((2, scaled.height - 3)))
    ground.paste(scaled.crop((0, 0, width, min(height, scaled.height))), (0, 0))
    return ground


def forget(pictures: Iterable[Path]) -> None:
    """Remove the pictures of an earlier run."""
    for path in pictures:
        path.unlink()
