# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write data/han.tsv again from pypinyin, ToJyutping and OpenCC: `python -m safehold.core.names.tests.make_han`.

The table is kept in the repository, so that scores and keys do not change when a library does. Only developers need
the three libraries.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

TABLE = Path(__file__).parents[1] / "data" / "han.tsv"
FIRST, LAST = 0x4E00, 0x9FFF
MOST_READINGS = 6
HEADER = (
    "# Han characters: character, simplified character, Mandarin readings (pinyin, no tones),\n"
    "# Cantonese readings (Jyutping, no tones).\n"
    "# Made by tests/make_han.py. Sources: pypinyin 0.55.0 (MIT), ToJyutping 3.2.0 (BSD-2-Clause; readings of\n"
    "# rime-cantonese, CC BY 4.0), OpenCC 1.4.2 (Apache-2.0).\n"
)


def write_table() -> str:
    """The whole table as text."""
    import opencc
    import ToJyutping
    from pypinyin.pinyin_dict import pinyin_dict

    simplify = opencc.OpenCC("t2s").convert
    lines = []
    for point in range(FIRST, LAST + 1):
        character = chr(point)
        mandarin = _plain(reading for reading in pinyin_dict.get(point, "").split(",") if reading)
        [(_, found)] = ToJyutping.get_jyutping_candidates(character)
        cantonese = list(dict.fromkeys(reading.rstrip("123456") for reading in found))[:MOST_READINGS]
        if mandarin or cantonese:
            lines.append("\t".join((character, simplify(character), " ".join(mandarin), " ".join(cantonese))))
    return HEADER + "\n".join(lines) + "\n"


def _plain(readings: Iterable[str]) -> list[str]:
    plain = {}
    for reading in readings:
        text = reading
        for umlaut in "üǖǘǚǜ":
            text = text.replace(umlaut, "v")
        text = unicodedata.normalize("NFD", text)
        text = "".join(letter for letter in text if letter.isalpha() and letter.isascii())
        if text:
            plain[text] = True
    return list(plain)[:MOST_READINGS]


if __name__ == "__main__":
    TABLE.write_text(write_table(), encoding="utf-8")
