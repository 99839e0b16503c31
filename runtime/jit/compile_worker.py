"""A process that compiles kernels for another one, which names them on standard input, a line of JSON each.

For each it answers, by a line, which symbols the code needs; or nothing but that it could not be done.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from runtime.jit import native
from runtime.jit.compiler import compile_version
from runtime.jit.declare import file_name
from runtime.jit.descriptions import argument_like, found, function_of


def compile_task(task: dict[str, Any]) -> list[str]:
    """Compile one kernel and keep it; gives what its code needs."""
    function, kinds, given = function_of(found(task["function"])), tuple(task["kinds"]), task["arguments"]
    arguments = None if given is None else tuple(map(argument_like, given))
    if arguments is not None and tuple(map(native.kind_of, arguments)) != kinds:
        raise ValueError("other arguments")
    file = Path(task["file"])
    if file_name(function, task["mode"], kinds) != file.name:
        raise ValueError("another function")
    code = compile_version(function, task["mode"], kinds, arguments)
    native.save(file, code)
    return list(code.needs)


def main() -> None:
    """Compile until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever is printed on the way is no answer
    gc.disable()  # a compiler makes much that refers to itself, and this process doesn't live long
    for line in sys.stdin:
        try:
            answer: dict[str, Any] = {"needs": compile_task(json.loads(line))}
        except Exception as error:  # the other process compiles it itself, and says what is wrong
            answer = {"failed": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
