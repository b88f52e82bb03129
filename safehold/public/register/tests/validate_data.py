# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs in an environment of its own (validators.txt): hold data files against the libraries of their formats.

Prints what is wrong, as JSON: nothing of it means that all is well. Takes the two files.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import libcovebods.data_reader as readers
from followthemoney import model
from followthemoney.exc import InvalidData
from libcovebods.additionalfields import AdditionalFields
from libcovebods.config import LibCoveBODSConfig
from libcovebods.jsonschemavalidate import JSONSchemaValidator
from libcovebods.run_tasks import TASK_CLASSES, process_additional_checks
from libcovebods.schema import SchemaBODS
from libcovebods.tasks.checks import legacy_checks, record_based_checks


def check_entities(path: Path) -> list[str]:
    """Return what FollowTheMoney refuses, or would change when it reads it."""
    wrong = []
    entities = [json.loads(line) for line in path.read_text().splitlines()]
    schemata = {each["id"]: model.get(each["schema"]) for each in entities}
    for each in entities:
        schema = schemata[each["id"]]
        try:
            schema.validate(each)
        except InvalidData as error:
            wrong.append(f"{each['schema']}: {error} {getattr(error, 'errors', '')}")
            continue
        proxy = model.get_proxy(each, cleaned=False)
        for name, values in each["properties"].items():
            prop = schema.get(name)
            if sorted(proxy.get(name)) != sorted(set(values)):
                wrong.append(f"{each['schema']}.{name}: not kept as it is")
            if prop.type.name == "entity" and not all(
                value in schemata and schemata[value].is_a(prop.range) for value in values
            ):
                wrong.append(f"{each['schema']}.{name}: points at nothing of its range")
        for name in schema.required:
            if not proxy.has(name):
                wrong.append(f"{each['schema']}.{name}: required")
    return wrong


def check_statements(path: Path) -> list[str]:
    """Return what libcovebods finds. It would fetch the list of identifier schemes: here that list is empty."""
    legacy_checks.get_orgids_prefixes = record_based_checks.get_orgids_prefixes = list
    reader, config = readers.DataReader(str(path)), LibCoveBODSConfig()
    schema = SchemaBODS(reader, config)
    wrong = [f"schema: {each.json()}" for each in JSONSchemaValidator(schema).validate(reader)]
    wrong += [f"field: {name}" for name in AdditionalFields(schema).process(reader)]
    found: dict[str, Any] = process_additional_checks(reader, config, schema, TASK_CLASSES)
    return wrong + [f"check: {each}" for each in found["additional_checks"]]


def spoil(entities: Path, statements: Path) -> list[bool]:
    """Return whether files that are wrong are noticed: else silence would prove nothing."""
    first = json.loads(entities.read_text().splitlines()[0])
    first["properties"] = {"country": ["zzz"]}
    told = json.loads(statements.read_text())
    told[0]["recordDetails"]["entityType"] = {"type": "whatever"}
    told.append(told[0])
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.json"
        bad.write_text(json.dumps(first))
        noticed = [bool(check_entities(bad))]
        bad.write_text(json.dumps(told))
        return [*noticed, bool(check_statements(bad))]


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:]]
    sys.stdout.write(
        json.dumps(
            {
                "wrong": [*check_entities(given[0]), *check_statements(given[1])],
                "noticed": spoil(given[0], given[1]),
            }
        )
    )
