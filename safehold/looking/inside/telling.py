# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Says what was found, and why a look ends before its end."""

import os
from dataclasses import dataclass
from typing import Any

from safehold.looking import frames


class Ended(Exception):
    """The look ends here. status and reason as in `Looked`."""

    def __init__(self, status: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Refused(Ended):
    """It could be done, and is not: it would take too much, or it is locked."""

    def __init__(self, reason: str) -> None:
        super().__init__("refused", reason)


class NotUnderstood(Ended):
    """It is none of the things that can be looked at, or only half of one."""

    def __init__(self, reason: str = "damaged") -> None:
        super().__init__("not-understood", reason)


@dataclass(frozen=True)
class Tell:
    """The way back out. descriptor: the pipe's."""

    descriptor: int

    def facts(self, **facts: Any) -> None:
        self._write(frames.write_json(frames.FACTS, facts))

    def output(self, name: str, media_type: str, content: bytes) -> None:
        told = {"name": name, "media_type": media_type, "size": len(content)}
        self._write(frames.write_json(frames.OUTPUT, told))
        for start in range(0, len(content), frames.LARGEST_PIECE):
            self._write(frames.write(frames.PIECE, content[start : start + frames.LARGEST_PIECE]))

    def end(self, status: str = "done", reason: str = "") -> None:
        self._write(frames.write_json(frames.END, {"status": status, "reason": reason}))

    def program(self) -> None:
        """From here on a program speaks."""
        self._write(frames.write(frames.PROGRAM, b""))

    def _write(self, frame: bytes) -> None:
        view = memoryview(frame)
        while view:
            view = view[os.write(self.descriptor, view) :]
