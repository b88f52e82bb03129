# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""Why a signed list is refused. A refused list changes nothing: the one already held stays in use."""


class ListError(ValueError):
    """The list is not to be used."""


class ListUnsigned(ListError):
    """The signature is missing, broken, or not by the root key it must be by."""


class ListMalformed(ListError):
    """Signed by the right key, and still not a list: bad fields, or entries that contradict each other."""


class ListForeign(ListError):
    """A key list of another organisation."""


class ListOutdated(ListError):
    """An older version than one already seen: somebody may be replaying it."""


class ListEmpty(ListError):
    """The key list has no intake key at all."""
