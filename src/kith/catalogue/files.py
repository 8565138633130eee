"""Reads the definitions' YAML files. A key written twice is an error, never silently the last one."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from kith.catalogue.documents import BadDefinition

HERE = Path(__file__).parent
DEFINITIONS = HERE / "definitions"
SCHEMAS = HERE / "schema"


class _Strict(yaml.CSafeLoader):
    """YAML in which no key may be given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := {str(key) for key in keys if keys.count(key) > 1}:
            raise BadDefinition(f"line {node.start_mark.line + 1}: {', '.join(sorted(twice))} is given twice")
        return super().construct_mapping(node, deep)


def read(path: Path) -> Any:
    """The content of one YAML file. Raises BadDefinition, naming the file, when it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)  # noqa: S506, a safe loader's child
    except (yaml.YAMLError, BadDefinition) as error:
        raise BadDefinition(f"{path.name}: {error}") from error


def read_folder(folder: Path) -> dict[str, Any]:
    """The content of each YAML file in a folder, by file name, in the order of the names."""
    return {path.name: read(path) for path in sorted(folder.glob("*.yaml"))}
