# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands of the register, as an operator types them."""

import os
import subprocess
import sys
from pathlib import Path


def test_register_is_founded_once_and_a_replay_says_what_it_did(tmp_path: Path) -> None:
    """As an operator does it: the key's file, the public half beside the public site, two runs of an import."""
    environment = {**os.environ, "SAFEHOLD_DATA": str(tmp_path / "data"), "DESK_HTTPS": "off"}

    def safehold(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "safehold", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    for site in ("public", "desk"):
        assert safehold("migrate", site)[0] == 0
    safehold("found", "office", "--name", "en=Office")
    new = ("register-key", "new", "--office", "office", "--origin", "register.example.org/log")
    assert safehold("register-key", "new", "--office", "nobody")[0] == 2
    assert safehold(*new[:-1], "no spaces here")[0] == 2
    status, said = safehold(*new)
    key = (tmp_path / "data" / "public" / "register-log.vkey").read_text().strip()
    assert status == 0 and key in said
    assert (tmp_path / "data" / "desk" / "register-log.key").stat().st_mode & 0o777 == 0o600
    assert safehold(*new)[0] == 1 and safehold("register-key", "show") == (0, f"{key}\n")
    folder = tmp_path / "snapshots"
    folder.mkdir()
    header = "Registration Number,Registration Date,Name,Business Name,Address 1,Address 2,City,State,Zip\n"
    (folder / "active_2021-05-22.csv").write_text(f"{header}1,05/17/2021,Alder,,1 Road,,Vienna,VA,22180\n")
    assert safehold("import-register", "--format", "fara", str(folder)) == (
        0,
        "active_2021-05-22.csv: 1 registered\n",
    )
    assert "nothing added" in safehold("import-register", "--format", "fara", str(folder))[1]
    (folder / "active_2021-07-25.csv").write_text(f"{header}one,05/17/2021,Alder,,,,,,\n")
    status, said = safehold("import-register", "--format", "fara", str(folder))
    assert status == 1 and "(line 2)" in said
    assert safehold("crossing", "--once")[0] == 0
    assert "register" not in safehold("doctor")[1]
    (tmp_path / "data" / "desk" / "register-log.key").chmod(0o644)
    assert "can be read by others" in safehold("doctor")[1]
