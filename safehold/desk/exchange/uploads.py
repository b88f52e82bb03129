# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that members choose are held in memory, never in a temporary file: what lies in them is in the clear."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import Resolver404, resolve

TAKEN_BY = ("exchange:upload", "watchlists:import")
LARGEST_BYTES = 5 * 1024 * 1024


class MemoryUploadHandler(FileUploadHandler):
    """Takes a file on the pages that ask for one, a byte more than is read; of others, that they came.

    All files of a request together may be so large: what it brings is read before anybody asks who sent it.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not hasattr(self, "_left"):
            self._left = LARGEST_BYTES + 1 if self._is_asked_for() else 0
        self._content = io.BytesIO()

    def _is_asked_for(self) -> bool:
        try:
            return self.request is not None and resolve(self.request.path_info).view_name in TAKEN_BY
        except Resolver404:
            return False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - as Django calls it
        self._left -= self._content.write(raw_data[: self._left])
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:  # noqa: ARG002 - as Django calls it
        size = self._content.tell()
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content, self.field_name, str(self.file_name), str(self.content_type), size, self.charset
        )
