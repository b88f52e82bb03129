# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run as a program, on SQLite files of its own: end a case, and say what of it the files still hold.

Prints a line "before N of M" and a line "after N of M": how many of the sealed bytes and wrapped keys are in the
database file or its journal.
"""

import os
import sys
from pathlib import Path

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "safehold.config.settings.desk"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    from safehold.desk.vault.models import SubjectKey
    from tests.cast import cheap_argon2id

    settings.MIGRATES_PUBLIC = True
    for alias in ("default", "public"):
        call_command("migrate", database=alias, verbosity=0)
    from safehold.desk.retention.tests.full_case import end, make_world

    with cheap_argon2id():
        world = make_world()
    needles = [bytes(row.sealed) for row in SubjectKey.objects.filter(subject_id=world.full.pk)]
    for related in ("notes", "messages", "reports", "files"):
        needles += [bytes(row.sealed) for row in getattr(world.full, related).all()]
    path = Path(str(connection.settings_dict["NAME"]))
    _say("before", path, needles)
    end(world)
    _say("after", path, needles)
    connections.close_all()
    _say("closed", path, needles)


def _say(when: str, database: Path, needles: list[bytes]) -> None:
    files = [file.read_bytes() for file in database.parent.glob(f"{database.name}*") if file.is_file()]
    found = sum(any(needle[:32] in file for file in files) for needle in needles)
    sys.stdout.write(f"{when} {found} of {len(needles)}\n")


if __name__ == "__main__":
    main()
