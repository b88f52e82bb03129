# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An import contract: another domain is entered only through its doors.

The doors stand in the configuration. `models` is one of them for foreign keys and types; that nobody reaches another
domain's rows through it is checked by test_house. A new domain is covered without a line here.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Options: wings (packages whose children are domains), doors (module names)."""

    type_name = "doors"

    wings = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._climbs_in_by_a_window(importer, imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["broken"]:
            output.print_error(
                f"{importer} imports {imported}, which is not a door ({', '.join(self._doors)})"
            )

    @property
    def _doors(self) -> list[str]:
        return [str(door) for door in self.doors]  # type: ignore[attr-defined]

    def _domain(self, module: str) -> str | None:
        for wing in self.wings:  # type: ignore[attr-defined]
            if module.startswith(f"{wing}."):
                return f"{wing}." + module.removeprefix(f"{wing}.").split(".")[0]
        return None

    def _climbs_in_by_a_window(self, importer: str, imported: str) -> bool:
        domain = self._domain(imported)
        if domain is None or domain == self._domain(importer) or not importer.startswith("safehold."):
            return False
        room = imported.removeprefix(domain).strip(".").split(".")[0]
        return ".tests." not in importer and room not in self._doors
