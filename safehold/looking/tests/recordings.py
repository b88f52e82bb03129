# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small sounds and films, with somebody's name in them."""

import io
import struct
from collections.abc import Callable
from typing import Any

import av

from safehold.looking.tests.drawn import HIDDEN, draw

SEI = "086f3693-b7b3-4f2c-9653-21492feee5b8"
"""The number of the kind of words, as a camera has one."""


def _tone(kind: str, codec: str, rate: int, **options: Any) -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format=kind) as made:
        made.metadata.update({"title": HIDDEN, "artist": HIDDEN})
        stream: Any = made.add_stream(codec, rate=rate, layout="mono", **options)
        resampler = av.AudioResampler(
            stream.codec_context.format, "mono", rate, frame_size=1024 if codec == "aac" else 960
        )
        frame = av.AudioFrame("s16", "mono", rate * 2)
        frame.planes[0].update(
            b"".join(struct.pack("<h", 8000 * (1 - 2 * (n // 50 % 2))) for n in range(rate * 2))
        )
        frame.sample_rate = rate
        for each in (*resampler.resample(frame), *resampler.resample(None)):
            made.mux(stream.encode(each))
        made.mux(stream.encode(None))
    return written.getvalue()


def mp3() -> bytes:
    return _tone("mp3", "libmp3lame", 44_100)


def ogg() -> bytes:
    return _tone("ogg", "libopus", 48_000)


def aac() -> bytes:
    return _tone("adts", "aac", 44_100)


def wav() -> bytes:
    return _tone("wav", "pcm_s16le", 16_000)


def mp4() -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format="mp4", options={"movflags": "use_metadata_tags"}) as made:
        made.metadata.update({"location": "+46.2044+006.1432/", "artist": HIDDEN})
        stream: Any = made.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(10):
            frame: Any = av.VideoFrame
            made.mux(stream.encode(frame.from_image(draw().rotate(number * 9))))
        made.mux(stream.encode(None))
    return written.getvalue()


def _film(kind: str, codec: str, pixels: str) -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format=kind) as made:
        stream: Any = made.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 240, pixels
        for number in range(10):
            frame: Any = av.VideoFrame
            made.mux(stream.encode(frame.from_image(draw().rotate(number * 9))))
        made.mux(stream.encode(None))
    return written.getvalue()


Mark = Callable[[Any], list[Any]]


def _between_pictures(content: bytes, kind: str, marking: Callable[[Any, Any], Mark]) -> bytes:
    """Write words between the pictures of a film, as cameras do."""
    written = io.BytesIO()
    with av.open(io.BytesIO(content), "r") as given, av.open(written, "w", format=kind) as made:
        stream: Any = given.streams.video[0]
        copied: Any = made.add_stream_from_template(stream, opaque=True)
        mark = marking(stream, copied)
        for packet in given.demux(stream):
            for each in mark(packet if packet.dts is not None else None):
                each.stream = copied
                made.mux(each)
    return written.getvalue()


def h264() -> bytes:
    mark = f"h264_metadata=sei_user_data={SEI}+{HIDDEN}"
    film = _film("mp4", "libx264", "yuv420p")
    return _between_pictures(film, "mp4", lambda *both: av.BitStreamFilterContext(mark, *both).filter)


def mjpeg() -> bytes:
    return _between_pictures(_film("avi", "mjpeg", "yuvj420p"), "avi", lambda *_: _with_comment)


def _with_comment(packet: Any) -> list[Any]:
    if packet is None:
        return []
    content, words = bytes(packet), HIDDEN.encode()
    comment = b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words
    made: Any = av.Packet(content[:2] + comment + content[2:])
    made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
    made.is_keyframe = packet.is_keyframe
    return [made]
