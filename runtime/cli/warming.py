"""`layerloom warm`: compiles into the user's cache what training a project takes, ahead of time."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from runtime.cli.options import Commands, add_file, add_json, count
from runtime.cli.priority import come_last
from runtime.cli.trouble import PROBLEM
from runtime.imports.apart import open_apart

TOO_MUCH_MEMORY = "too-much-memory"

if TYPE_CHECKING:
    from graph.document.document import Document
    from graph.inference.program import Program


def add_command(commands: Commands) -> None:
    command = commands.add_parser("warm", help="compile ahead of time what training a project takes")
    add_file(command)
    command.add_argument("--batch-size", type=count, metavar="N", help="samples per step")
    add_json(command, "tell the progress as JSON, one object a line, and take only what others leave of the processor")
    command.set_defaults(run=run_warm)


def run_warm(options: argparse.Namespace) -> int:
    from runtime.cli.events import EventWriter, WarmingEvents
    from runtime.cli.steering import Steering, StoppedEarly
    from runtime.jit import threads
    from runtime.jit.declare import ready_kernels
    from runtime.training.callbacks.callback import Callback
    from runtime.training.warmup import warm_up

    steering = Steering()
    watchers: list[Callback] = [steering]
    if options.json:
        come_last()
        threads.set_threads(1)  # one thread compiles, and the empty step that makes it happen is short
        # Without a listener nobody waits for the kernels any more.
        watchers.append(WarmingEvents(EventWriter(sys.stdout, steering.stop)))
    document = open_apart(options.file).document
    plan = document.training
    try:
        warm_up(_program(document), options.batch_size or plan.batch_size, plan.optimizer, *watchers)
    except StoppedEarly:
        return PROBLEM
    if not options.json:
        made = ready_kernels()
        print(f"The kernels are ready: {made['compiled']} compiled now, {made['loaded']} before.")
    return 0


def _program(document: Document) -> Program:
    """What is to be trained, whatever its data; raises ExperimentError where it or the memory forbids it."""
    from graph.validate import problems
    from graph.validate.problems import ERROR
    from runtime.data.memory import available_bytes
    from runtime.training.experiment import ExperimentError, ready_program

    for problem in problems(document, memory=available_bytes()):
        if problem.code == TOO_MUCH_MEMORY and problem.severity == ERROR:
            raise ExperimentError(problem.message)
    return ready_program(document, training=False)
