# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that members add: hashed and counted before anything else, sealed while they stream in, in constant memory.

A file is taken in only from a member who works on the case of the address and has unlocked; of anybody else it is
read and forgotten. Of an intimate image only the SHA-256 and the size are taken: its bytes reach no disk.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from safehold.desk.cases import queries as cases
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.evidence.adapters import Sealing
from safehold.desk.members.models import Member
from safehold.persistence.sealed_files import has_room

KEPT_BY, HASHED_BY = "evidence:upload", "evidence:fingerprint"
CHUNK_BYTES = 1 << 20


class Hashing:
    """A file of which only the SHA-256 and the size are taken."""

    def __init__(self) -> None:
        self.size_bytes = 0
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        self._hash.update(piece)
        self.size_bytes += len(piece)

    def discard(self) -> None:
        """There is nothing to delete."""


class TakenFile(UploadedFile):  # type: ignore[type-arg]
    """A file that was taken in. Closed with its request: what no action kept is deleted then.

    problem: why it was not taken in, as a code: "no-room", "too-large"; "" when it was.
    """

    def __init__(self, taken: Sealing | Hashing | None, name: str, media_type: str, problem: str) -> None:
        size = taken.size_bytes if taken else 0
        super().__init__(file=None, name=name, content_type=media_type, size=size)
        self.taken = taken
        self.problem = problem

    def close(self) -> None:
        if self.taken:
            self.taken.discard()


class EvidenceUploadHandler(FileUploadHandler):
    """Takes the first file of a request to the two addresses that ask for one. Of other requests it touches nothing."""

    chunk_size = CHUNK_BYTES

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._taken: Sealing | Hashing | None = None
        self._problem = ""
        self._is_ours = self._has_begun = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        match = _find_address(self.request)
        self._is_ours = match is not None
        if match is None or self._has_begun:
            return
        self._has_begun = True
        if not _may_add(self.request, match):
            return
        if match.view_name == HASHED_BY:
            self._taken = Hashing()
        elif not has_room(_announced_bytes(self.request)):
            self._problem = "no-room"
        else:
            self._begin_sealing()

    def _begin_sealing(self) -> None:
        try:
            self._taken = Sealing()
        except OSError:
            self._problem = "no-room"

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - as Django calls it
        if not self._is_ours:
            return raw_data
        if self._taken and not self._problem:
            self._write(raw_data)
        return None

    def _write(self, piece: bytes) -> None:
        assert self._taken is not None
        try:
            self._taken.write(piece)
        except OSError:
            self._problem = "no-room"
        if self._taken.size_bytes > settings.LARGEST_EVIDENCE_BYTES:
            self._problem = "too-large"
        if self._problem:
            self._taken.discard()

    def file_complete(self, file_size: int) -> TakenFile | None:  # noqa: ARG002 - as Django calls it
        if not self._is_ours or not self._has_begun:
            return None
        taken, problem = self._taken, self._problem
        self._taken, self._problem = None, ""
        if taken is None and not problem:
            return None
        return TakenFile(taken, str(self.file_name), str(self.content_type or ""), problem)

    def upload_interrupted(self) -> None:
        if self._taken:
            self._taken.discard()


def _find_address(request: HttpRequest | None) -> ResolverMatch | None:
    try:
        match = resolve(request.path_info) if request is not None else None
    except Resolver404:
        return None
    return match if match and match.view_name in (KEPT_BY, HASHED_BY) else None


def _may_add(request: HttpRequest | None, match: ResolverMatch) -> bool:
    """Whether who sends this may add to the case of the address. Asked before the first byte; the view asks again."""
    member = getattr(request, "user", None)
    if not isinstance(member, Member) or not member.works_on_cases or not getattr(request, "unlocked", None):
        return False
    try:
        cases.access_case(member, match.kwargs["case_id"])
    except CaseUnknown:
        return False
    return True


def _announced_bytes(request: HttpRequest | None) -> int:
    stated = str(request.META.get("CONTENT_LENGTH", "")) if request else ""
    return int(stated) if stated.isascii() and stated.isdigit() else 0
