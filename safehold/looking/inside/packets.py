# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies between the pictures of a film: cameras write place, time and their own name there, and encoders theirs.

The pictures themselves are copied bit for bit. Sound has no such place that a player can do without: an encoder's name
in it stays.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

UNITS = {"h264": "6", "hevc": "39|40", "av1": "5", "mpeg2video": "178"}
"""Kinds of units that hold words and not pictures: supplemental information, metadata, user data."""
_USER_DATA = re.compile(rb"\x00\x00\x01\xb2.*?(?=\x00\x00\x01|\Z)", re.DOTALL)
START, SCAN, COMMENT = b"\xff\xd8", 0xDA, 0xFE
KEPT_SEGMENTS = (0xE0, 0xEE)
"""Of a picture in a film: which of two fields it is, and what its colours mean."""

Clean = Callable[[Any], Iterable[Any]]
"""Takes a packet, and None after the last one; returns what is written in its place."""


def cleaner_of(given: Any, made: Any) -> Clean:
    """Return what cleans the packets of a stream; what stands at the head of `made` is cleaned at once."""
    import av

    codec = given.codec_context.name
    if codec in UNITS:
        return av.BitStreamFilterContext(f"filter_units=remove_types={UNITS[codec]}", given, made).filter
    if codec == "mpeg4":
        if head := made.codec_context.extradata:
            made.codec_context.extradata = without_user_data(head)
        return lambda packet: _changed(packet, without_user_data)
    if codec == "mjpeg":
        return lambda packet: _changed(packet, without_segments)
    return lambda packet: [] if packet is None else [packet]


def without_user_data(content: bytes) -> bytes:
    """Return what MPEG-4 wrote (ISO 14496-2) without its user data."""
    return _USER_DATA.sub(b"", content)


def without_segments(content: bytes) -> bytes:
    """Return a JPEG without what it tells beside its picture. What is none stays as it is."""
    if not content.startswith(START):
        return content
    kept, at = [START], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != SCAN:
        marker, size = content[at + 1], 2 + int.from_bytes(content[at + 2 : at + 4])
        tells = marker == COMMENT or (0xE0 <= marker <= 0xEF and marker not in KEPT_SEGMENTS)
        kept += [] if tells else [content[at : at + size]]
        at += size
    return b"".join([*kept, content[at:]])


def _changed(packet: Any, change: Callable[[bytes], bytes]) -> list[Any]:
    import av

    if packet is None:
        return []
    made = av.Packet(change(bytes(packet)))
    made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
    made.duration, made.is_keyframe = packet.duration, packet.is_keyframe
    return [made]
