# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sound and moving pictures: how long, one picture of it, and a voice made anew."""

import array
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from safehold.looking.inside import images
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.detecting import Detected
from safehold.looking.inside.telling import NotUnderstood, Refused, Tell

if TYPE_CHECKING:
    from PIL import Image

READERS = {
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
    "audio/wav": "wav",
    "audio/amr": "amr",
    "audio/aac": "aac",
    "audio/mp4": "mov",
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/webm": "matroska",
    "video/x-msvideo": "avi",
}
"""The one reader that may try: a file that points at others (a playlist) is never followed."""
LISTEN_SECONDS = 1_800
LONGEST_SECONDS = 1_000_000.0
WAVE_SECONDS = 3_600
WAVE_SIZE = (1200, 200)
WAVE_RATE = 8_000
VOICE_BITS = 32_000
BROKEN = (
    OSError,
    ValueError,
    TypeError,
    RuntimeError,
    EOFError,
    IndexError,
    ZeroDivisionError,
    OverflowError,
    LookupError,
)
"""What libav's binding raises; its own errors are among them."""


def open_media(content: bytes, media_type: str) -> Any:
    import av

    if media_type not in READERS:
        raise NotUnderstood("unknown")
    av.logging.set_level(None)
    try:
        return av.open(io.BytesIO(content), format=READERS[media_type], metadata_errors="replace")
    except BROKEN:
        raise NotUnderstood from None


def measure(container: Any, pixels: int) -> dict[str, Any]:
    """Return {"seconds", "width", "height"} as far as it says so."""
    facts: dict[str, Any] = {}
    try:
        if container.duration and container.duration > 0:
            facts["seconds"] = min(round(container.duration / 1_000_000, 2), LONGEST_SECONDS)
        for stream in container.streams.video[:1]:
            facts |= {"width": stream.width or 0, "height": stream.height or 0}
            if facts["width"] * facts["height"] > pixels:
                raise Refused("bomb")
    except BROKEN:
        raise NotUnderstood from None
    return facts


def show(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    """Tell how long it is, and make a poster; of a sound also a voice to listen to."""
    with open_media(content, detected.media_type) as container:
        facts = measure(container, asked.pixels)
        has_pictures = any(not is_cover(stream) for stream in container.streams.video)
        has_sound = bool(container.streams.audio)
        tell.facts(**facts, made_by=version(), kind="video" if has_pictures else "audio")
        if has_pictures:
            _show_picture(container, asked, tell)
        elif not has_sound:
            raise NotUnderstood("nothing-to-see")
    if not has_pictures:
        _show_sound(content, detected, tell)


def version() -> str:
    import av

    return f"PyAV {av.__version__}"


def is_cover(stream: Any) -> bool:
    """Whether it is the picture on a record's sleeve."""
    import av

    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _show_picture(container: Any, asked: Asked, tell: Tell) -> None:
    stream = next(stream for stream in container.streams.video if not is_cover(stream))
    stream.thread_type = "NONE"
    try:
        frame = next(container.decode(stream))
        if frame.width * frame.height > asked.pixels:
            raise Refused("bomb")
        picture = frame.to_image()
    except (StopIteration, *BROKEN):
        raise NotUnderstood from None
    shown = images.shrink(picture.convert("RGB"), asked.longest_side)
    tell.output("poster", "image/jpeg", images.write_jpeg(shown))
    tell.output("thumbnail", "image/jpeg", images.write_jpeg(images.shrink(shown, images.THUMBNAIL)))


def _show_sound(content: bytes, detected: Detected, tell: Tell) -> None:
    with open_media(content, detected.media_type) as container:
        loudness, seconds, voice = _listen(container)
    if not loudness:
        raise NotUnderstood
    tell.facts(seconds=round(seconds, 2))
    tell.output("poster", "image/png", images.write(_draw_wave(loudness), "PNG"))
    tell.output("listen", "audio/ogg", voice)


def _listen(container: Any) -> tuple[list[int], float, bytes]:
    """Decode once. Return how loud each tenth of a second is, the seconds heard, and the voice as Ogg Opus."""
    import av

    written = io.BytesIO()
    loudness: list[int] = []
    samples = 0
    low = av.AudioResampler("s16", "mono", WAVE_RATE)
    with av.open(written, "w", format="ogg") as made:
        stream = made.add_stream("libopus", rate=48_000, bit_rate=VOICE_BITS, layout="mono")
        high = av.AudioResampler("s16", "mono", 48_000, frame_size=960)
        for frame in _decode(container):
            frame.pts = None
            for small in low.resample(frame):
                loudness += _measure(small)
                samples += small.samples
            if samples < LISTEN_SECONDS * WAVE_RATE:
                for whole in high.resample(frame):
                    made.mux(stream.encode(whole))
            if samples > WAVE_SECONDS * WAVE_RATE:
                break
        for whole in high.resample(None):
            made.mux(stream.encode(whole))
        made.mux(stream.encode(None))
    return loudness, samples / WAVE_RATE, written.getvalue()


def _decode(container: Any) -> Iterator[Any]:
    try:
        stream = container.streams.audio[0]
        stream.thread_type = "NONE"
        yield from container.decode(stream)
    except BROKEN:
        return  # what was heard until then is heard


def _measure(frame: Any) -> list[int]:
    heard = array.array("h")
    heard.frombytes(bytes(frame.planes[0])[: frame.samples * 2])
    step = WAVE_RATE // 10
    return [max(abs(value) for value in heard[place : place + step]) for place in range(0, len(heard), step)]


def _draw_wave(loudness: list[int]) -> "Image.Image":
    from PIL import Image, ImageDraw

    width, height = WAVE_SIZE
    picture = Image.new("L", WAVE_SIZE, 255)
    draw = ImageDraw.Draw(picture)
    for column in range(width):
        first = column * len(loudness) // width
        part = loudness[first : max(first + 1, (column + 1) * len(loudness) // width)]
        reach = max(1, round(max(part) / 32768 * height / 2))
        draw.line([(column, height // 2 - reach), (column, height // 2 + reach)], fill=90)
    return picture
