"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

FILE = "a .loom project, a Keras model (.keras, .h5 or .json), the folder of a run, or the name of a template"
Commands = Any
"""What argparse's add_subparsers gives; it has no public type."""


def add_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help=FILE)


def add_rest(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--rest", action="store_true", help="open what can be read of a Keras model, its other layers as boxes"
    )


def add_json(command: argparse.ArgumentParser, help: str = "print one JSON document for programs") -> None:
    command.add_argument("--json", action="store_true", help=help)


def add_plan_options(command: argparse.ArgumentParser) -> None:
    """Options that stand in for the document's own plan."""
    command.add_argument("--batch-size", type=count, metavar="N", help="samples per step")
    command.add_argument("--data", type=Path, metavar="PATH", help="other data with the same columns")
    command.add_argument("--threads", type=count, metavar="N", help="processor cores to use")


def count(text: str) -> int:
    """A whole number above 0."""
    return _whole(text, 1)


def seed(text: str) -> int:
    return _whole(text, 0)


def _whole(text: str, least: int) -> int:
    number = int(text) if text.isascii() and text.lstrip("+-").isdigit() and len(text) < 19 else least - 1
    if number < least:
        raise argparse.ArgumentTypeError(f"{text!r:.40} is not a whole number of {least} or more")
    return number
