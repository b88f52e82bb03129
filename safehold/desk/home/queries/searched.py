# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of tasks can be searched. The rooms of tasks and of search stand on one floor: they meet here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText


def texts_of_task(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(FieldClass.WORDS, _("Task"), document["words"])
