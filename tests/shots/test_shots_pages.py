# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""No page is forgotten by `make shots`."""

import subprocess
import sys

from tests.permissions.addresses import list_names
from tests.shots.pages import NOT_PICTURED, PICTURES

PUBLIC_NAMES = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "safehold.config.settings.public"
django.setup()
from tests.permissions.addresses import list_names
print(*list_names("safehold.config.public_urls"))
"""


def test_every_page_is_pictured_or_says_why_not() -> None:
    done = subprocess.run([sys.executable, "-c", PUBLIC_NAMES], capture_output=True, text=True, check=True)
    known = set(PICTURES.values()) - {""} | set(NOT_PICTURED)
    assert known == list_names("safehold.config.desk_urls") | set(done.stdout.split())


def test_the_pictures_can_be_asked_for() -> None:
    """They are taken from outside, by a browser: nothing that takes them needs the settings of a site."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.shots", "nothing"], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (2, "")
    assert "There are: evidence" in told.stdout


def test_no_page_is_in_both_lists() -> None:
    assert not set(PICTURES.values()) & set(NOT_PICTURED)
