# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small sounds and films, with somebody's name in them."""

import io
import struct
from typing import Any

import av

from safehold.looking.tests.drawn import HIDDEN, draw


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
