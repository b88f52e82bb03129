# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of exchange are searched: the number of a case. What a table said besides stands in the case itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText


def texts_of_number(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(FieldClass.IDENTITY, _("Number in a table"), document["number"])
