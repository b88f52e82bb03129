# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each import contract holds, and each one notices a planted break."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.configuration import configure
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

from tests.architecture.doors import DoorsContract

CONFIGURATION = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]
TYPES: dict[str, type[Any]] = {
    "layers": LayersContract,
    "forbidden": ForbiddenContract,
    "protected": ProtectedContract,
    "doors": DoorsContract,
}
CONTRACTS = {c["id"]: c for c in CONFIGURATION["contracts"]}
PLANTED = {
    "wings": ("safehold.public.reporting.views", "safehold.desk.cases.actions"),
    "floors": ("safehold.desk.audit.actions", "safehold.desk.cases.queries"),
    "inside": ("safehold.desk.cases.queries", "safehold.desk.cases.actions"),
    "core-pure": ("safehold.core.receipts", "django"),
    "looking-pure": ("safehold.looking.process", "django"),
    "witness-alone": ("safehold.witness.memory", "django"),
    "hostile-files": ("safehold.desk.cases.actions", "safehold.looking.inside.images"),
    "rules-pure": ("safehold.desk.vault.rules", "django"),
    "doors": ("safehold.desk.inbox.views", "safehold.desk.cases.views"),
}

configure()


@cache
def house(copy: str = "") -> grimp.ImportGraph:
    """The import graph; one more for each name given, so that a break planted in one stays there."""
    return grimp.build_graph(
        "safehold", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def is_kept(contract_id: str, graph: grimp.ImportGraph) -> bool:
    options: dict[str, Any] = {
        k: v for k, v in CONTRACTS[contract_id].items() if k not in ("id", "name", "type")
    }
    session = {k: v for k, v in CONFIGURATION.items() if k != "contracts"}
    kind = TYPES[CONTRACTS[contract_id]["type"]]
    return bool(kind(CONTRACTS[contract_id]["name"], session, options).check(graph, verbose=False).kept)


@pytest.mark.parametrize("contract_id", CONTRACTS)
def test_contract_is_kept(contract_id: str) -> None:
    assert is_kept(contract_id, house())


@pytest.mark.parametrize("contract_id", CONTRACTS)
def test_contract_notices_a_planted_break(contract_id: str) -> None:
    importer, imported = PLANTED[contract_id]
    graph = house(contract_id)
    for module in (importer, imported):
        assert module in graph.modules, module
    graph.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")
    assert not is_kept(contract_id, graph)
