# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever is asked, the API answers as its own OpenAPI document says, and never with a failure of ours."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safehold.public.register.tests.published import Press
from safehold.public.register.tests.whole_register import publish_whole

OPENAPI = "/register/api/v1/openapi.json"
EXAMPLES = 12
"""For each operation: enough to hit every branch with the small register, few enough for every day."""


@pytest.mark.django_db(transaction=True)  # the real application closes a connection that is in a transaction
@pytest.mark.parametrize("is_right", [True, False])
def test_every_operation_answers_as_described(press: Press, is_right: bool) -> None:
    whole = publish_whole(press)
    known: dict[str, list[Any]] = {
        "entry_id": [str(each.entry) for each in whole.filed],
        "entity_id": [str(each.registrant) for each in whole.filed],
        "index": list(range(len(press.tree))),
        "number": [1, 2, 3],
    }
    schema = schemathesis.openapi.from_wsgi(OPENAPI, get_wsgi_application())
    mode = schemathesis.GenerationMode.POSITIVE if is_right else schemathesis.GenerationMode.NEGATIVE
    tried = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        if not is_right and not operation.definition.raw.get("parameters"):
            continue  # nothing can be asked of it, so nothing wrongly
        strategy = operation.as_strategy(generation_mode=mode)

        @given(case=strategy, pick=st.data())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answers_as_described(case: Any, pick: st.DataObject) -> None:
            nonlocal tried
            tried += 1
            for name, values in known.items():
                if is_right and name in case.path_parameters and pick.draw(st.booleans()):
                    case.path_parameters[name] = pick.draw(st.sampled_from(values))
            case.call_and_validate()

        answers_as_described()
    assert tried >= 13
