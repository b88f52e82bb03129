# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The language between a look and the process that does it: frames of a letter, a length and that many bytes.

Towards it: one frame that asks, then the file's bytes until the end. Back: facts, what was made, how it ended, and
last, without a length, what a program says that the process became. The receiver believes nothing: a letter, a length
or an order that is none ends the look.
"""

import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import msgspec

T = TypeVar("T")
ASK, FACTS, OUTPUT, PIECE, END, PROGRAM = b"A", b"F", b"O", b"P", b"E", b"X"
HEAD = struct.Struct(">cI")
LARGEST_FRAME = 16 << 20
LARGEST_PIECE = 1 << 20
LARGEST_PROGRAM = 8 << 20
MOST_FACTS, LARGEST_FACTS = 64, 24 << 20
"""Frames of facts, and their bytes: reading them would cost the receiver more than the sender."""
LARGEST_WORD = 4096
"""Of a frame that announces something, or ends."""


class NotItsLanguage(Exception):
    """What came is no frame, or none that may stand here."""


class TooMuch(Exception):
    """It says more than a look may find."""


def write(letter: bytes, content: bytes) -> bytes:
    return HEAD.pack(letter, len(content)) + content


def write_json(letter: bytes, content: object) -> bytes:
    return write(letter, json.dumps(content, ensure_ascii=False).encode(errors="replace"))


@dataclass
class Made:
    """An output while it arrives. told: the frame that announced it, {"name", "media_type", "size"}."""

    told: dict[str, Any]
    content: bytearray = field(default_factory=bytearray)


@dataclass
class Heard:
    """Takes what a process says, piece by piece."""

    most_bytes: int
    most_outputs: int
    facts: "dict[str, msgspec.Raw]" = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    end: dict[str, Any] | None = None
    program: bytearray | None = None
    """facts: each as it was spelled. Read as what it may be, a list of very many nothings never becomes one."""
    _waiting: bytearray = field(default_factory=bytearray)
    _taken: int = 0
    _facts: int = 0
    _facts_bytes: int = 0

    def take(self, said: bytes) -> None:
        """Raises NotItsLanguage or TooMuch."""
        self._taken += len(said)
        if self._taken > self.most_bytes:
            raise TooMuch
        self._waiting += said
        while self.program is None and self._take_frame():
            pass
        if self.program is not None:
            self.program += self._waiting
            self._waiting.clear()
            if len(self.program) > LARGEST_PROGRAM:
                raise TooMuch

    def is_whole(self) -> bool:
        """Whether it said how it ended, and all that it announced."""
        said_all = all(len(each.content) == each.told["size"] for each in self.made)
        return self.end is not None and not self._waiting and said_all

    def _take_frame(self) -> bool:
        if len(self._waiting) < HEAD.size:
            return False
        letter, length = HEAD.unpack_from(self._waiting)
        if length > LARGEST_FRAME:
            raise NotItsLanguage
        if len(self._waiting) < HEAD.size + length:
            return False
        content = bytes(self._waiting[HEAD.size : HEAD.size + length])
        del self._waiting[: HEAD.size + length]
        self._understand(letter, content)
        return True

    def _understand(self, letter: bytes, content: bytes) -> None:
        if letter == PROGRAM and not content and self.end is not None:
            self.program = bytearray()
        elif self.end is not None:
            raise NotItsLanguage
        elif letter == FACTS and self._facts < MOST_FACTS:
            self._facts, self._facts_bytes = self._facts + 1, self._facts_bytes + len(content)
            if self._facts_bytes > LARGEST_FACTS:
                raise TooMuch
            self.facts |= _read_spelled(content)
        elif letter == OUTPUT:
            self._announce(_read_object(content))
        elif letter == PIECE and self.made:
            self._add_piece(content)
        elif letter == END:
            self.end = _read_object(content)
        else:
            raise NotItsLanguage

    def _add_piece(self, content: bytes) -> None:
        """Every piece is as large as one may be, and the last one ends what it belongs to."""
        made = self.made[-1]
        missing = made.told["size"] - len(made.content)
        if not content or len(content) != min(missing, LARGEST_PIECE):
            raise NotItsLanguage
        made.content += content

    def _announce(self, told: dict[str, Any]) -> None:
        if set(told) != {"name", "media_type", "size"} or type(told["size"]) is not int or told["size"] < 0:
            raise NotItsLanguage
        if self.made and len(self.made[-1].content) != self.made[-1].told["size"]:
            raise NotItsLanguage
        if len(self.made) == self.most_outputs:
            raise TooMuch
        self.made.append(Made(told))


def _read_object(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_WORD:
        raise NotItsLanguage
    return _decode(content, dict[str, Any])


def _read_spelled(content: bytes) -> "dict[str, msgspec.Raw]":
    """Return the values of an object as they are spelled. What is wrong inside them is found when they are read."""
    import msgspec

    return _decode(content, dict[str, msgspec.Raw])


def _decode(content: bytes, kind: type[T]) -> T:
    import msgspec  # the other end speaks this language as well, and would wait for it

    try:
        return msgspec.json.decode(content, type=kind)
    except (ValueError, RecursionError):
        raise NotItsLanguage from None
