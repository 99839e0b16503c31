"""Which commands there are and what each takes."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence

from runtime.cli import data, documents, evaluating, opening, submitting, sweeping, training, trials, warming
from runtime.cli.options import FILE

COMMANDS = (
    "templates",
    "new",
    "data",
    "bind",
    "set",
    "check",
    "summary",
    "plot",
    "salvage",
    "export",
    "warm",
    "train",
    "submit",
    "evaluate",
    "predict",
    "sweep",
    "trials",
)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where help is."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"layerloom: {message[:1].lower()}{message[1:]}. See {self.prog} --help.", file=sys.stderr)
        raise SystemExit(2)


def parse(arguments: Sequence[str]) -> argparse.Namespace | int:
    """The options with the function `run` that carries them out; an exit code where there is nothing more to do."""
    first = arguments[0] if arguments else ""
    try:
        if not arguments or (first not in COMMANDS and not first.startswith("-")):
            return _editor(arguments)
        return parser().parse_args(arguments)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 2


def _editor(arguments: Sequence[str]) -> argparse.Namespace:
    """`layerloom [FILE]`: a word that is neither a command nor a file is most likely a mistyped command."""
    file = arguments[0] if arguments else None
    if len(arguments) > 1 or (file and not opening.names_something(file)):
        near = difflib.get_close_matches(str(file), COMMANDS, 1)
        hint = f" Did you mean {near[0]}?" if near else f" The commands are {', '.join(COMMANDS)}."
        print(f"layerloom: {str(file)!r:.80} is no command, file or template.{hint}", file=sys.stderr)
        raise SystemExit(2)
    return argparse.Namespace(run=opening.run_editor, file=file, json=False)


def parser() -> argparse.ArgumentParser:
    """The parser of everything but opening the editor."""
    whole = Parser(
        prog="layerloom",
        description="Draw neural networks and train them. Without a command the editor opens, on FILE if one is given.",
        epilog=f"FILE may be {FILE}.",
    )
    whole.add_argument("--version", action="version", version=f"layerloom {opening.version()}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    documents.add_commands(commands)
    data.add_commands(commands)
    warming.add_command(commands)
    training.add_command(commands)
    submitting.add_command(commands)
    evaluating.add_commands(commands)
    sweeping.add_command(commands)
    trials.add_command(commands)
    return whole
