# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bytes that do not show themselves.

Error reports print the local variables of each frame. Keys are held in this type so that such a report
shows their length only. It does not erase memory: Python offers no means to.
"""


class SecretBytes(bytes):
    """Bytes whose `repr` and `str` give the length alone."""

    def __repr__(self) -> str:
        return f"<secret, {len(self)} bytes>"

    __str__ = __repr__
