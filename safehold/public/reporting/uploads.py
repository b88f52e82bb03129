# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files on their way in: counted, hashed and sealed chunk by chunk, so that nothing unsealed touches a disk.

Django hands every chunk of every multipart request to the handler named in settings. It keeps chunks only
when a view has put an `upload_sink` on the request after checking the right to add files; otherwise it drops
them.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import cast

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from safehold.core.age import HybridRecipient, SealingWriter
from safehold.core.envelopes import padding_for
from safehold.persistence.stores import Incoming
from safehold.public.reporting import rules
from safehold.public.reporting.adapters import limit
from safehold.public.reporting.errors import FileEmpty, FileMissing, FilesDeferred, FileTooLarge

CHUNK_BYTES = 256 * 1024
ZEROS = bytes(CHUNK_BYTES)


class UploadSink:
    """One file being sealed into `incoming`. Nothing is kept until `finish` and `incoming.keep`."""

    def __init__(self, incoming: Incoming, files_recipient: bytes, limit_bytes: int) -> None:
        self.incoming = incoming
        self.name = ""
        self.media_type = ""
        self.size_bytes = 0
        self.started = False
        self.too_large = False
        self._limit_bytes = limit_bytes
        self._hash = hashlib.sha256()
        self._writer = SealingWriter(incoming, [HybridRecipient(files_recipient)])

    @property
    def sha256(self) -> str:
        """SHA-256 of the content so far, without padding, in hex."""
        return self._hash.hexdigest()

    def start(self, name: str, media_type: str) -> None:
        self.started = True
        self.name = rules.clean_name(name)
        self.media_type = rules.clean_name(media_type)

    def write(self, chunk: bytes) -> None:
        """Take more of the file; raises FileTooLarge, and takes nothing more, past the limit."""
        self.size_bytes += len(chunk)
        if self.size_bytes > self._limit_bytes:
            self.too_large = True
            raise FileTooLarge
        self._hash.update(chunk)
        self._writer.write(chunk)

    def require_file(self) -> None:
        """Raise FileTooLarge, FileMissing or FileEmpty unless there is a file to keep."""
        if self.too_large:
            raise FileTooLarge
        if not self.started:
            raise FileMissing
        if not self.size_bytes:
            raise FileEmpty

    def finish(self) -> None:
        """Pad the content with zero bytes, so that its size says little, and end the sealed file."""
        padding = padding_for(self.size_bytes)
        while padding:
            padding -= self._writer.write(ZEROS[: min(padding, CHUNK_BYTES)])
        self._writer.finish()


class SealingUploadHandler(FileUploadHandler):
    """The only upload handler of the public process."""

    chunk_size = CHUNK_BYTES

    @property
    def _sink(self) -> UploadSink | None:
        return cast(UploadSink | None, getattr(self.request, "upload_sink", None))

    def new_file(
        self,
        field_name: str,  # noqa: ARG002
        file_name: str,
        content_type: str,
        *args: object,  # noqa: ARG002
        **kwargs: object,  # noqa: ARG002
    ) -> None:
        sink = self._sink
        if sink is None or sink.started:
            raise SkipFile
        sink.start(file_name, content_type or "")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        if sink := self._sink:
            try:
                sink.write(raw_data)
            except FileTooLarge:
                raise StopUpload(connection_reset=True) from None

    def file_complete(self, file_size: int) -> None:
        """Give Django no file object: the sink has everything."""


def expect_file(request: HttpRequest, sink: UploadSink) -> None:
    """Let the handler of this request seal into `sink`."""
    request.upload_sink = sink  # type: ignore[attr-defined]


@contextmanager
def upload_slot() -> Iterator[None]:
    """Hold one of the process's few places for a file; raises FilesDeferred, at once, when all are taken."""
    slots = _slots()
    if not slots.acquire(blocking=False):
        raise FilesDeferred
    try:
        yield
    finally:
        slots.release()


@cache
def _slots() -> BoundedSemaphore:
    return BoundedSemaphore(limit("UPLOAD_SLOTS"))


def forget_slots() -> None:
    """Count the slots anew, as a new process does."""
    _slots.cache_clear()
