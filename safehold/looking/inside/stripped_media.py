# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sound and moving pictures, packed again: the same sound and pictures, nothing beside or between them."""

import io
from typing import Any

from safehold.looking.inside import media, packets
from safehold.looking.inside.detecting import Detected
from safehold.looking.inside.telling import NotUnderstood, Tell

WRITTEN_AS = {
    "audio/mpeg": ("mp3", "audio/mpeg", {"id3v2_version": "0", "write_xing": "0"}),
    "audio/ogg": ("ogg", "audio/ogg", {}),
    "audio/flac": ("flac", "audio/flac", {}),
    "audio/wav": ("wav", "audio/wav", {}),
    "audio/amr": ("amr", "audio/amr", {}),
    "audio/aac": ("adts", "audio/aac", {}),
    "audio/mp4": ("mp4", "audio/mp4", {}),
    "video/mp4": ("mp4", "video/mp4", {}),
    "video/quicktime": ("mp4", "video/mp4", {}),
    "video/webm": ("matroska", "video/x-matroska", {}),
    "video/x-msvideo": ("matroska", "video/x-matroska", {}),
}


def strip(content: bytes, detected: Detected, tell: Tell) -> None:
    """Raises NotUnderstood."""
    if detected.media_type not in WRITTEN_AS:
        raise NotUnderstood("unknown")
    kind, media_type, options = WRITTEN_AS[detected.media_type]
    with media.open_media(content, detected.media_type) as given:
        removed = _list_removed(given)
        try:
            written = _pack_again(given, kind, options)
        except (StopIteration, *media.BROKEN):
            raise NotUnderstood from None
    tell.facts(removed=removed, made_by=media.version())
    tell.output("stripped", media_type, written)


def _pack_again(given: Any, kind: str, options: dict[str, str]) -> bytes:
    import av

    written = io.BytesIO()
    with av.open(written, "w", format=kind, options={"fflags": "+bitexact", **options}) as made:
        chosen: dict[int, tuple[Any, packets.Clean]] = {}
        for stream in (*given.streams.video[:1], *given.streams.audio[:1]):
            if stream.type == "audio" or not media.is_cover(stream):
                copied = made.add_stream_from_template(stream, opaque=True)
                copied.metadata.clear()
                chosen[stream.index] = (copied, packets.cleaner_of(stream, copied))
        if not chosen:
            raise NotUnderstood("nothing-to-see")
        for packet in given.demux():
            if packet.dts is not None and packet.stream.index in chosen:
                _write(made, packet, *chosen[packet.stream.index])
        for copied, clean in chosen.values():
            _write(made, None, copied, clean)
    return written.getvalue()


def _write(made: Any, packet: Any, copied: Any, clean: packets.Clean) -> None:
    for each in clean(packet):
        each.stream = copied
        made.mux(each)


def _list_removed(given: Any) -> list[str]:
    named = {name.lower() for name in given.metadata}
    for stream in given.streams:
        named |= {name.lower() for name in stream.metadata} - {"language", "handler_name", "vendor_id"}
    removed = ["tags"] * bool(named)
    removed += ["gps"] * any("location" in name or "xyz" in name for name in named)
    removed += ["days"] * any("creation" in name or "date" in name for name in named)
    covers = any(media.is_cover(stream) for stream in given.streams.video)
    others = any(stream.type not in {"audio", "video"} for stream in given.streams)
    return removed + ["thumbnail"] * covers + ["other-tracks"] * others
