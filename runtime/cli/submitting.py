"""`layerloom submit`: a training on several machines, as a script for SLURM that a person can read."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from graph.specs.message import MessageError, say
from graph.storage.atomic import atomic_write, file_trouble
from runtime.cli.foreign import opened_and_told
from runtime.cli.opening import UsageError
from runtime.cli.options import FILE, Commands, add_plan_options, count, seed

TIME = re.compile(r"(\d+-)?\d+(:\d\d){0,2}")
"""Minutes, or hours, minutes and seconds behind days, as SLURM reads them."""

SCRIPT = """\
#!/bin/bash
#SBATCH --job-name={name}
#SBATCH --nodes={nodes}
#SBATCH --ntasks-per-node={tasks}
{settings}#SBATCH --output={script}_%j.log
#SBATCH --signal=B:TERM@120
#SBATCH --requeue

# {processes} processes share every batch out among them; threads follow the cores that each of them is given.
# What the cluster needs for Python and its MPI goes here, such as: module load openmpi

# Two minutes before its time is over the training is told to stop: it then keeps all that it has.
run={run}
if [ -e "$run/document.loom" ]; then
    set -- --resume "$run"{resumed}
else
    set -- {begun}
fi
srun --kill-on-bad-exit=1 {python} -m runtime train "$@" &
training=$!
trap 'kill -TERM $training; wait $training' TERM
wait $training
"""


def add_command(commands: Commands) -> None:
    command = commands.add_parser("submit", help="train on several machines of a cluster with SLURM")
    command.add_argument("file", metavar="FILE", help=FILE)
    command.add_argument("--nodes", type=count, required=True, metavar="N", help="machines")
    command.add_argument("--tasks-per-node", type=count, default=1, metavar="N", help="processes on each (1)")
    command.add_argument("--cpus-per-task", type=count, metavar="N", help="cores for each process")
    command.add_argument("--time", metavar="T", help="the longest it may take: minutes, H:MM:SS or D-HH:MM:SS")
    command.add_argument("--partition", metavar="P", help="the part of the cluster")
    command.add_argument("--epochs", type=count, metavar="N", help="passes over the data")
    command.add_argument("--seed", type=seed, metavar="N", help="the same seed gives the same result")
    add_plan_options(command)
    command.add_argument("-o", "--output", type=Path, metavar="RUN", help="the folder for the results (runs/FILE)")
    command.add_argument("--dry-run", action="store_true", help="write the script and don't hand it in")
    command.set_defaults(run=run_submit, json=False)


def run_submit(options: argparse.Namespace) -> int:
    """Write the script beside the results, and hand it in where there is SLURM; raises MessageError."""
    from runtime.training.experiment import Overrides, ready_program

    if options.time is not None and not TIME.fullmatch(options.time):
        raise UsageError(
            say("--time must be minutes, H:MM:SS or D-HH:MM:SS. Received: {given!r:.40}.", given=options.time)
        )
    opened = opened_and_told(options.file)
    # What can't be trained is told now, not when its turn has come.
    ready_program(Overrides(options.epochs, options.batch_size, data=options.data).applied(opened.document))
    run = options.output or Path("runs") / opened.name
    script = run.parent / f"{run.name}.sbatch"
    try:
        script.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(script, script_text(options, opened.name, run).encode("utf-8"))
    except OSError as error:
        raise MessageError(file_trouble(error, script)) from None
    print(f"Wrote {script}.")
    sbatch = shutil.which("sbatch")
    if options.dry_run or sbatch is None:
        print(f"To hand it in where SLURM is: sbatch {shlex.quote(str(script))}")
        return 0
    sys.stdout.flush()
    return subprocess.run([sbatch, str(script)], check=False).returncode


def script_text(options: argparse.Namespace, name: str, run: Path) -> str:
    """The script, for the shell of the machine that it is handed in on."""
    settings = {"cpus-per-task": options.cpus_per_task, "time": options.time, "partition": options.partition}
    lines = [f"#SBATCH --{key}={value}\n" for key, value in settings.items() if value is not None]
    plan = {
        "--epochs": options.epochs,
        "--seed": options.seed,
        "--batch-size": options.batch_size,
        "--data": None if options.data is None else options.data.absolute(),
        "--threads": options.threads,
    }
    words = [str(word) for pair in plan.items() if pair[1] is not None for word in pair]
    again = [str(word) for pair in plan.items() if pair[1] is not None and pair[0] in AGAIN for word in pair]
    file = Path(options.file)
    begun = [str(file.absolute()) if file.exists() else options.file, *words, "-o", str(run.absolute())]
    return SCRIPT.format(
        name=re.sub(r"[^\w.-]", "_", name),
        nodes=options.nodes,
        tasks=options.tasks_per_node,
        processes=options.nodes * options.tasks_per_node,
        settings="".join(lines),
        script=re.sub(r"\s", "_", str(run)),
        run=shlex.quote(str(run.absolute())),
        resumed="".join(f" {word}" for word in again),
        begun=shlex.join(begun),
        python=shlex.quote(sys.executable),
    )


AGAIN = ("--epochs", "--threads")
"""What may be said of a run that is resumed."""
