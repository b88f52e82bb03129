# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of retention are searched: by those who work on cases, as its page is shown to them alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText


def texts_of_hold(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(FieldClass.IDENTITY, _("Why it is held"), document["reason"])
