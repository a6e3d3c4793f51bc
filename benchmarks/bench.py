"""`make bench`: whole processes timed in turn with their yardsticks, printed as ratios against the goals."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import NamedTuple

from samples import dockerfile, task_definition

FILES = 1000


class Run(NamedTuple):
    """One finished process: wall-clock seconds and peak memory in MiB."""

    seconds: float
    mebibytes: float


def run(command: Sequence[str]) -> Run:
    """Run a command to its end; its exit code is its own business."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = 0
    return Run(seconds, usage.ru_maxrss / 1024)


def paired(one: Sequence[str], other: Sequence[str], times: int) -> tuple[Run, Run, float]:
    """Medians of two commands run in turn, and the median of the ratios pair by pair."""
    if times > 1:
        run(one)
        run(other)
    ones, others = [], []
    for _ in range(times):
        ones.append(run(one))
        others.append(run(other))
    ratio = statistics.median(a.seconds / b.seconds for a, b in zip(ones, others, strict=True))
    return _median(ones), _median(others), ratio


def _median(runs: list[Run]) -> Run:
    return Run(statistics.median(r.seconds for r in runs), max(r.mebibytes for r in runs))


def main() -> None:
    """Measure every goal and print a line for each."""
    bare = [sys.executable, "-c", "pass"]
    ecslint = [sys.executable, "-m", "ecslint", "check", "--isolated", "--fail-on", "never"]
    hadolint = os.path.join(os.path.dirname(sys.executable), "hadolint")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(FILES):
            with open(os.path.join(folder, f"{number}.Dockerfile"), "w") as file:
                file.write(dockerfile(number))
        with open(os.path.join(folder, "task-definition.json"), "w") as file:
            file.write(task_definition())
        one = os.path.join(folder, "0.Dockerfile")
        task = os.path.join(folder, "task-definition.json")
        many = [os.path.join(folder, f"{number}.Dockerfile") for number in range(FILES)]

        print(f"{'what':44} {'ecslint':>9} {'yardstick':>10} {'ratio':>8}  goal")
        _report("one 4 KB Dockerfile / bare interpreter", paired([*ecslint, one], bare, 15), "<= 6")
        _report("one 4 KB Dockerfile / hadolint", paired([*ecslint, one], [hadolint, one], 15), "<= 1")
        _report("one task definition / bare interpreter", paired([*ecslint, task], bare, 15), "<= 12")
        whole = paired([*ecslint, *many], [hadolint, *many], 1)
        _report(f"{FILES} Dockerfiles / hadolint, one process each", whole, "<= 1/15 = 0.067")
        print(
            f"{'peak memory for ' + str(FILES) + ' Dockerfiles':44} {whole[0].mebibytes:6.1f} MiB {'':>19}  < 40 MiB"
        )


def _report(what: str, figures: tuple[Run, Run, float], goal: str) -> None:
    ours, theirs, ratio = figures
    print(f"{what:44} {ours.seconds * 1000:6.0f} ms {theirs.seconds * 1000:7.0f} ms {ratio:8.3f}  {goal}")


if __name__ == "__main__":
    main()
