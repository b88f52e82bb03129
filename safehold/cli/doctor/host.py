# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The machine: who owns what, who may look, as whom things run, what leaves memory, what time it is."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from safehold.cli.doctor.finding import TAMPERED, Finding
from safehold.desk.members import queries as members
from safehold.desk.vault import queries as vault
from safehold.persistence.sides import DATABASE_OF, STORE_OF
from safehold.public.reporting import queries as public

OTHERS = 0o007
GROUP_WRITES = 0o060
CLOCK_SECONDS = 300
ROOT = 0
JOURNALS = ("", "-wal", "-shm", ".queue")
PUT_KEY_BACK = (
    "Put desk/secret-key back from the newest backup of the desk (operate.md, step 9), and start everything again. "
    "With another key nobody opens a case, and nobody's authenticator counts."
)
PROGRAM_WORDS = {"serve", "crossing", "worker"}


@dataclass(frozen=True)
class Owner:
    """Who owns a file, and who may do what with it."""

    uid: int
    gid: int
    mode: int


def look_at(path: Path) -> Owner:
    found = path.stat()
    return Owner(found.st_uid, found.st_gid, found.st_mode & 0o777)


def check_folders() -> Iterator[Finding]:
    """Nobody else on this host can read the databases, the stores and the backups."""
    for folder in _folders():
        if look_at(folder).mode & OTHERS:
            yield Finding(f"Everybody on this host can look into {folder}.", f"chmod o-rwx {folder}")


def check_session_key() -> Iterator[Finding]:
    """The desk's session key is there, the desk's alone, and the one under which the vaults here were marked."""
    key = settings.DATA / "desk" / "secret-key"
    if not key.exists():
        yield Finding("The desk's session key is gone.", PUT_KEY_BACK)
        return
    owner, desk = look_at(key), look_at(key.parent)
    if owner.mode & 0o077:
        yield Finding("The desk's session key can be read by others.", f"chmod 600 {key}")
    if owner.uid != desk.uid:
        yield Finding(
            "The desk's session key belongs to somebody else than the desk.",
            f"chown --reference={key.parent} {key}",
        )
    organisations = members.list_organisations()
    vaults = {each.slug: vault.list_vaults(each.pk) for each in organisations}
    strange = [slug for slug, held in vaults.items() if not all(map(vault.is_vouched_for, held))]
    if strange and not any(vault.list_our_vaults(each.pk) for each in organisations):
        yield Finding("The desk's session key is another one than that which made the vaults.", PUT_KEY_BACK)
    elif strange:
        yield Finding(f"A vault of {', '.join(strange)} was not made by this desk.", TAMPERED)


def _folders() -> list[Path]:
    """The outermost folders of ours: what lies in one of them is as closed as it is."""
    outermost = [settings.DATA / "desk", settings.DATA / "public"]
    named = [Path(str(storages[alias].location)) for alias in STORE_OF.values()]  # type: ignore[attr-defined]
    named += [Path(settings.BACKUP_FOLDER)] if settings.BACKUP_FOLDER else []
    named += [path.parent for path in _databases().values()]
    for folder in named:
        if not any(folder.is_relative_to(outer) for outer in outermost):
            outermost.append(folder)
    return [folder for folder in outermost if folder.exists()]


def _databases() -> dict[str, Path]:
    """Each side's database, where it is an SQLite file."""
    found = {}
    for side, alias in DATABASE_OF.items():
        name = str(connections[alias].settings_dict["NAME"])
        if connections[alias].vendor == "sqlite" and "memory" not in name:
            found[side] = Path(name)
    return found


def check_users() -> Iterator[Finding]:
    """On one host the two sites have a user each, and the desk's may reach the public side, never the other way."""
    if os.geteuid() == ROOT:
        yield Finding(
            "The doctor runs as root, and what it writes would belong to root.",
            "Run it as the desk's user, with its settings: safehold-as desk doctor (operate.md, step 3).",
        )
    if as_root := sorted(set(list_programs_of(ROOT))):
        yield Finding(
            f"These run as root: {', '.join(as_root)}.", "Give each its own user (operate.md, step 5)."
        )
    folders = {side: settings.DATA / side for side in ("desk", "public")}
    if not all(folder.exists() for folder in folders.values()):
        return
    desk, public_side = look_at(folders["desk"]), look_at(folders["public"])
    if desk.uid == public_side.uid:
        yield Finding(
            "The public site and the desk belong to one user: whoever takes over the one has the other.",
            "Give them two users (operate.md, step 1).",
        )
    elif desk.gid == public_side.gid and desk.mode & 0o070:
        yield Finding(
            "The public site's group can look into the desk's folder.", f"chmod 700 {folders['desk']}"
        )
    else:
        yield from _check_journals(desk, public_side)


def _check_journals(desk: Owner, public_side: Owner) -> Iterator[Finding]:
    """SQLite's files: one that belongs to somebody else stops the site that must write it."""
    databases = _databases()
    for path in _files_of(databases.get("desk")):
        if look_at(path).uid != desk.uid:
            yield Finding(
                f"{path.name} belongs to somebody else than the desk.",
                f"chown --reference={path.parent} {path}",
            )
    for path in _files_of(databases.get("public")):
        owner = look_at(path)
        if owner.uid not in {desk.uid, public_side.uid} or owner.gid != public_side.gid:
            yield Finding(
                f"{path.name} belongs to neither site, or not to their group: one of them cannot write.",
                f"chown --reference={path.parent} {path}",
            )
        elif owner.mode & GROUP_WRITES != GROUP_WRITES:
            yield Finding(
                f"Only one of the two sites can write {path.name}.", f"chmod 660 {path}; keep umask 007"
            )


def _files_of(database: Path | None) -> list[Path]:
    if database is None:
        return []
    beside = [database.with_name(database.name + end) for end in JOURNALS]
    return [path for path in beside if path.exists()]


def list_programs_of(uid: int) -> Iterator[str]:
    """Yield the programs of ours that run as this user, as far as this user may see them."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if process.stat().st_uid == uid and "safehold" in words:
                yield from (f"safehold {word}" for word in words if word in PROGRAM_WORDS)
        except OSError:
            continue


def check_clock(on: date) -> Iterator[Finding]:
    newest = public.newest_day()
    if newest and newest > on:
        yield Finding(
            f"Something was received on {newest}, which is after today by this clock.",
            "Set the clock: keys are chosen by the day.",
        )
    now = time.time()
    written = [path.stat().st_mtime for base in _databases().values() for path in _files_of(base)]
    if written and max(written) > now + CLOCK_SECONDS:
        yield Finding(
            "A database was written later than now, by this clock.",
            "Set the clock: keys are chosen by the day.",
        )


def check_swap() -> Iterator[Finding]:
    """What a member unlocked lies in memory; swap carries memory to the disk."""
    for area in list_swaps():
        yield Finding(
            f"Memory may be written to {area}, and this machine does not say that it is encrypted.",
            "swapoff -a, or encrypt it. Swap inside an encrypted disk is fine.",
            is_note=True,
        )


def list_swaps(table: Path = Path("/proc/swaps")) -> list[str]:
    """Return swap areas that are neither compressed memory nor a mapped (encrypted) device."""
    try:
        lines = table.read_text().splitlines()[1:]
    except OSError:
        return []
    areas = [line.split()[0] for line in lines if line.strip()]
    return [area for area in areas if not area.startswith(("/dev/zram", "/dev/dm-", "/dev/mapper/"))]


def check_versions() -> Iterator[Finding]:
    """Both databases are as this code expects them: otherwise one of the sites runs another version."""
    for side, alias in DATABASE_OF.items():
        loader = MigrationLoader(connections[alias], ignore_no_migrations=True)
        known = {key for key in loader.disk_migrations if _belongs(key[0], side)}
        applied = {key for key in loader.applied_migrations if _belongs(key[0], side)}
        if known - applied:
            yield Finding(
                f"The database of the {side} side is older than this code.", f"safehold migrate {side}"
            )
        if applied - known:
            yield Finding(
                f"The database of the {side} side is newer than this code: two versions are in use.",
                "Update this one, and restart everything that runs.",
            )


def _belongs(label: str, side: str) -> bool:
    from django.apps import apps

    from safehold.persistence.router import is_public_module

    if label not in apps.app_configs:
        return side == "desk"
    return is_public_module(apps.get_app_config(label).name) == (side == "public")


def check_https() -> Iterator[Finding]:
    if not settings.HTTPS and set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}:
        yield Finding(
            "The desk serves a public host name without HTTPS.",
            "Unset DESK_HTTPS and put a proxy with TLS in front.",
        )
