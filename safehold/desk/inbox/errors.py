# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What can keep a sealed thing from becoming part of a case."""

from django.http import Http404


class EnvelopeUnknown(Http404):
    """There is no such sealed report for this member: it does not exist, or it is another organisation's."""


class FileNotCopied(Exception):
    """The bytes of a file are not in the public site's store, or its name belongs to another file here."""
