# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file could make the process do that reads it, had it taken it over. Run inside the walls alone."""

import ctypes
import os
import signal
import socket
import struct
import time
from pathlib import Path

from safehold.looking import frames
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.telling import NotUnderstood, Tell


def _expect(is_held: bool) -> None:
    """A wall that does not hold ends the look as damaged."""
    if not is_held:
        raise NotUnderstood


def _is_refused(call: object, *given: object) -> bool:
    try:
        call(*given)  # type: ignore[operator]
    except OSError:
        return True
    return False


def connect(content: bytes, asked: Asked, tell: Tell) -> None:
    """The content is a port on this machine that somebody listens on."""

    def reach() -> None:
        with socket.create_connection(("127.0.0.1", int(content)), timeout=3) as line:
            line.sendall(b"escaped")

    _expect(_is_refused(reach))


def read_file(content: bytes, asked: Asked, tell: Tell) -> None:
    """The content is the path of a file."""
    path = Path(content.decode())
    _expect(_is_refused(path.read_bytes))
    _expect(_is_refused(path.write_bytes, b"escaped"))
    _expect(_is_refused(path.unlink))


def change_without_opening(content: bytes, asked: Asked, tell: Tell) -> None:
    """The content is the path of a file of the caller's user. Landlock asks nothing of these calls."""
    path = content.decode()
    libc = ctypes.CDLL(None, use_errno=True)
    for change in (
        lambda: os.chmod(path, 0o777),  # noqa: PTH101 - the very thing
        lambda: os.chown(path, os.getuid(), -1),
        lambda: os.utime(path, (1, 1)),
        lambda: os.setxattr(path, "user.was", b"here"),
        lambda: libc.syscall(452, -100, path.encode(), 0o777, 0),
        lambda: libc.syscall(280, -100, path.encode(), None, 0),
    ):
        try:
            change()
        except OSError:
            continue
    _expect(_is_refused(os.truncate, path, 0))
    _expect(_is_refused(os.open, path, os.O_RDONLY | os.O_TRUNC))
    _expect(libc.inotify_init() == -1)
    _expect(libc.inotify_init1(0) == -1)


def empty_a_file_that_may_be_read(content: bytes, asked: Asked, tell: Tell) -> None:
    """Older kernels empty a file for whoever may read it. Tried with one that nobody misses."""
    path = Path("/dev/shm") / "own"
    path.write_bytes(b"own")
    _expect(_is_refused(os.truncate, path, 0))
    _expect(_is_refused(os.open, path, os.O_RDONLY | os.O_TRUNC))
    _expect(path.read_bytes() == b"own")
    path.write_bytes(b"other")
    _expect(path.read_bytes() == b"other")


def leave_a_file(content: bytes, asked: Asked, tell: Tell) -> None:
    """The content is a folder that everybody may write."""
    _expect(_is_refused((Path(content.decode()) / "left").write_bytes, b"left"))


def use_private_folder(content: bytes, asked: Asked, tell: Tell) -> None:
    (Path("/dev/shm") / "safehold-was-here").write_bytes(b"left")


def fork(content: bytes, asked: Asked, tell: Tell) -> None:
    """Without end, if it could."""
    _expect(_is_refused(os.fork))
    while True:
        try:
            os.fork()
        except OSError:
            return


def start_program(content: bytes, asked: Asked, tell: Tell) -> None:
    _expect(_is_refused(os.posix_spawn, "/usr/bin/true", ["true"], {}))


def strike(content: bytes, asked: Asked, tell: Tell) -> None:
    """The content is another process, of the same user."""
    other = int(content)
    _expect(_is_refused(os.kill, other, signal.SIGKILL))
    _expect(_is_refused(os.setsid))
    libc = ctypes.CDLL(None, use_errno=True)
    _expect(libc.ptrace(16, other, 0, 0) == -1)
    _expect(libc.unshare(0x10000000) == -1)
    _expect(libc.syscall(425, 8, None) == -1)


def allocate(content: bytes, asked: Asked, tell: Tell) -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def fill_memory_files(content: bytes, asked: Asked, tell: Tell) -> None:
    """Memory that no limit of one process counts."""
    _expect(_is_refused(os.memfd_create, "more"))
    number = 0
    while True:
        try:
            (Path("/dev/shm") / str(number)).write_bytes(bytes(16 << 20))
        except OSError:
            _expect(number * 16 <= 1024)
            return
        number += 1


def write_without_end(content: bytes, asked: Asked, tell: Tell) -> None:
    while True:
        tell.output("preview", "image/jpeg", b"\xff\xd8\xff" + bytes(1 << 20))


def sleep(content: bytes, asked: Asked, tell: Tell) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(3600)


def spin(content: bytes, asked: Asked, tell: Tell) -> None:
    while True:
        pass


def close_and_stay(content: bytes, asked: Asked, tell: Tell) -> None:
    """Ends what it says, and goes on."""
    tell.end()
    for descriptor in (0, 1, 2, tell.descriptor):
        os.close(descriptor)
    time.sleep(3600)


def crash(content: bytes, asked: Asked, tell: Tell) -> None:
    ctypes.string_at(0)


def recurse(content: bytes, asked: Asked, tell: Tell) -> None:
    recurse(content, asked, tell)


def look_around(content: bytes, asked: Asked, tell: Tell) -> None:
    """What the process was born with: nothing of its caller's."""
    _expect(set(os.environ) <= {"LANG", "PATH", "OMP_NUM_THREADS", "MALLOC_ARENA_MAX", "LC_CTYPE", "PWD"})
    held = []
    for descriptor in range(3, 64):
        try:
            os.fstat(descriptor)
            held.append(descriptor)
        except OSError:
            pass
    _expect(set(held) == {tell.descriptor, asked.spare})


def say_rubbish(content: bytes, asked: Asked, tell: Tell) -> None:
    os.write(tell.descriptor, os.urandom(5000))


def say_giant_frame(content: bytes, asked: Asked, tell: Tell) -> None:
    os.write(tell.descriptor, struct.pack(">cI", b"F", 0xFFFFFFFF))


def say_half_an_output(content: bytes, asked: Asked, tell: Tell) -> None:
    told = {"name": "preview", "media_type": "image/jpeg", "size": 100}
    os.write(tell.descriptor, frames.write_json(frames.OUTPUT, told))


def say_page_as_picture(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.output("preview", "image/jpeg", b"<script>alert(1)</script>")


def say_page(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.output("preview", "text/html", b"<script>alert(1)</script>")


def say_path_as_name(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.output("../../preview", "image/jpeg", b"\xff\xd8\xff")


def say_unknown_fact(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.facts(is_admin=True)


def say_wrong_fact(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.facts(width="<b>wide</b>")


def say_nested_facts(content: bytes, asked: Asked, tell: Tell) -> None:
    os.write(tell.descriptor, frames.write(frames.FACTS, b'{"a":' + b"[" * 100_000 + b"}"))


def say_very_many_nothings(content: bytes, asked: Asked, tell: Tell) -> None:
    for number in range(5):
        told = b'{"%d":[' % number + b"[]," * (5 << 20) + b"[]]}"
        os.write(tell.descriptor, frames.HEAD.pack(frames.FACTS, len(told)))
        view = memoryview(told)
        while view:
            view = view[os.write(tell.descriptor, view) :]


def say_half_a_letter(content: bytes, asked: Asked, tell: Tell) -> None:
    """It can be read, and never written again."""
    os.write(tell.descriptor, frames.write(frames.FACTS, b'{"text":"\\ud800"}'))
    tell.end()


def say_no_number(content: bytes, asked: Asked, tell: Tell) -> None:
    os.write(tell.descriptor, frames.write(frames.FACTS, b'{"seconds":NaN}'))
    tell.end()


def say_no_such_end(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.end("done", "because <b>")


def say_more_after_the_end(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.end()
    tell.facts(width=1)


def say_too_many_outputs(content: bytes, asked: Asked, tell: Tell) -> None:
    for _ in range(10_000):
        tell.output("preview", "image/jpeg", b"\xff\xd8\xff")


def echo_size(content: bytes, asked: Asked, tell: Tell) -> None:
    tell.facts(size=len(content))
