# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How strong the walls are around a process that reads a hostile file, on this machine."""

from collections.abc import Iterator

from safehold import looking
from safehold.cli.doctor.finding import Finding
from safehold.looking.surroundings import find_programs

NAMESPACES = (
    "Install bubblewrap, or let this user make namespaces (kernel.unprivileged_userns_clone, "
    "kernel.apparmor_restrict_unprivileged_userns)."
)


def check_looking() -> Iterator[Finding]:
    """Files that people send are read behind walls; each one that is missing is named."""
    walls = looking.find_walls()
    if not walls:
        yield Finding(
            "No file that arrives can be looked at: this machine keeps neither network nor files from a process.",
            "Install bubblewrap, or run a kernel with Landlock (5.13 or newer).",
        )
        return
    open_ones = [name for name in ("network", "files") if walls.get(name) != "closed"]
    if open_ones:
        yield Finding(f"A process that reads a hostile file reaches: {', '.join(open_ones)}.", NAMESPACES)
    yield from _check_layers(walls)
    if missing := sorted({"exiftool", "mat2"} - {path.rpartition("/")[2] for path in find_programs()}):
        yield Finding(
            f"Not installed: {', '.join(missing)}. Less is found in metadata, and less removed.",
            "make setup-system installs them.",
            is_note=True,
        )


def _check_layers(walls: dict[str, str]) -> Iterator[Finding]:
    """What is missing, though another wall stands for it."""
    has_own_folder = "yes" in {walls.get("namespaces"), walls.get("bubblewrap")}
    for is_missing, layer, mend in (
        (not has_own_folder, "a folder in memory, a network of its own", NAMESPACES),
        (
            walls.get("landlock", "0") == "0",
            "Landlock",
            "A kernel of 5.13 or newer, with Landlock among its modules.",
        ),
        (
            walls.get("filter") != "yes",
            "a filter of system calls",
            "A kernel with seccomp, on x86-64 or aarch64.",
        ),
    ):
        if is_missing:
            yield Finding(f"Around files that are looked at is missing: {layer}.", mend, is_note=True)
