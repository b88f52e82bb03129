# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables are whole: every character is read, every syllable can be spelled, every element is Tibetan."""

import subprocess
import sys

from safehold.core.names.han import common_surnames, known_characters, readings_of, simplify
from safehold.core.names.spellings import spell_cantonese, spell_mandarin
from safehold.core.names.syllables import read_syllable, shared_readings
from safehold.core.names.tables import read_yaml
from safehold.core.names.tests.make_han import TABLE, write_table
from safehold.core.names.tibetan import cut_characters, sound_of


def test_the_table_of_characters_is_what_the_libraries_give() -> None:
    assert TABLE.read_text(encoding="utf-8") == write_table()


def test_every_character_in_names_is_read_in_mandarin_and_in_cantonese() -> None:
    silent = [
        one for one in known_characters() if not (readings_of(one).mandarin and readings_of(one).cantonese)
    ]
    assert len(silent) < 120, silent
    assert all(readings_of(one).mandarin and readings_of(one).cantonese for one in common_surnames())
    assert all(simplify(one) == one for one in common_surnames())


def test_every_reading_is_found_again_by_every_way_of_spelling_it() -> None:
    for mandarin, cantonese in shared_readings().items():
        for spelling in spell_mandarin(mandarin) if set(mandarin) & set("aeiouv") else ():
            syllable = read_syllable(spelling)
            assert syllable is not None, (mandarin, spelling)
            assert mandarin in syllable.mandarin, (mandarin, spelling)
        for sound in cantonese:
            for spelling in spell_cantonese(sound):
                found = read_syllable(spelling)
                assert found is not None and sound in found.cantonese, (sound, spelling)


def test_every_tibetan_element_can_be_said_and_is_found_by_its_characters() -> None:
    for line in read_yaml("tibetan.yaml")["elements"].splitlines():
        written, spelled, characters = (part.strip() for part in line.split("|"))
        assert spelled, line
        assert written in {"karma", "paN chen"} or all(sound_of(one) for one in written.split()), written
        for transcribed in characters.split():
            if len(transcribed) > 1:
                assert cut_characters(transcribed), transcribed


def test_importing_reads_no_table() -> None:
    script = "import safehold.core.names.tables as t, safehold.core.names; print(t.read_yaml.cache_info().currsize)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "0"
