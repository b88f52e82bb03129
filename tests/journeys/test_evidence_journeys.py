# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A photograph and a voice on both real sites: sent, looked at without danger, cleaned, verified, handed over."""

import hashlib
import io
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

from safehold.desk.evidence.tests.house import PHOTO
from tests.journeys.amina import Amina
from tests.journeys.caseworker import Caseworker

WORDS = "A man waits at my door. I took a photograph, and he left a message."


def make_voice() -> bytes:
    """One second of a tone."""
    written = io.BytesIO()
    with wave.open(written, "wb") as voice:
        voice.setnchannels(1)
        voice.setsampwidth(2)
        voice.setframerate(8000)
        voice.writeframes(b"\x00\x10\x00\xf0" * 4000)
    return written.getvalue()


def test_photograph_and_voice_are_kept_looked_at_cleaned_and_handed_over(
    reporter: Callable[..., Amina], caseworker: Callable[..., Caseworker], tmp_path: Path
) -> None:
    # Given: amina sends a photograph that says where it was taken, and a voice
    amina = reporter("en", javascript=False)
    amina.opens_the_form()
    amina.writes(WORDS)
    amina.agrees_to("contact", "share-authorities")
    amina.reads_it_through()
    amina.sends_it()
    amina.adds_a_file("door.jpg", PHOTO)
    amina.add_file("/files/", {"name": "voice.wav", "mimeType": "audio/wav", "buffer": make_voice()})

    # When: noor opens it, and looks at the evidence
    noor = caseworker("noor")
    noor.signs_in()
    noor.unlocks()
    noor.waits_for_a_report()
    noor.opens_the_first_report()
    noor.looks_at_the_evidence()

    # Then: she sees the picture, made anew, and is told of the place
    noor.press("door.jpg", role="link")
    assert noor.reads("It says where it was taken")
    shown = noor.page.locator("img.preview").first
    shown.scroll_into_view_if_needed()
    noor.page.wait_for_function("document.querySelector('img.preview').naturalWidth > 0")
    assert noor.reads(hashlib.sha256(PHOTO).hexdigest())
    noor.looks_at_the_evidence()
    noor.press("voice.wav", role="link")
    assert noor.page.locator("audio").count() == 1
    assert noor.reads("It is a recording")

    # When: she makes a clean copy, then the original tells what it told, bit for bit
    noor.looks_at_the_evidence()
    noor.press("door.jpg", role="link")
    noor.press("Make a clean copy")
    assert noor.reads("door-clean") and not noor.reads("It says where it was taken")
    noor.press("the original", role="link")
    assert noor.downloads_the_original() == PHOTO
    noor.press("Verify now")
    assert noor.reads("the stored file is, bit for bit, what was received")

    # Then: a bag leaves, and whoever has it finds that it holds
    bag = tmp_path / "bag.zip"
    bag.write_bytes(noor.hands_everything_over())
    command = [sys.executable, "-m", "safehold", "verify", "bag", str(bag)]
    verified = subprocess.run(command, capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    noor.looks_at_the_evidence()
    noor.press("door.jpg", role="link")
    assert noor.reads("Handed over")
