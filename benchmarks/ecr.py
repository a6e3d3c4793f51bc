"""`make bench`: 64 images of a slow ECR, asked by one thread and by eight; the server is the tests' stub, in its own process."""

import multiprocessing
import os
import statistics
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from ecr_stub import serving
from ecr_world import Scan, World, enhanced, uri

from ecslint.ecr.fetch import fetch
from ecslint.ecr.outcome import EcrSettings, Read, Wanted
from ecslint.ecr.uri import parse

IMAGES = 64
FINDINGS = 250
LATENCY = 0.05
ROUNDS = 3


def serve(pipe: Connection) -> None:
    """A stub with all the images, until the other end is closed."""
    world = World()
    for number in range(IMAGES):
        scan = Scan("ACTIVE", enhanced=[enhanced(each) for each in range(FINDINGS)])
        world.repository(f"app{number}").image("1", scan)
    with serving(world) as stub:
        stub.latency = LATENCY
        pipe.send(stub.url)
        pipe.recv()


def seconds(jobs: int, url: str) -> float:
    """How long one run takes; all images must have been read."""
    images = [parse(uri(f"app{number}", ":1")) for number in range(IMAGES)]
    wanted = [Wanted(image) for image in images if image]
    began = time.perf_counter()
    fetched = fetch(wanted, EcrSettings(jobs=jobs, endpoint_url=url))
    taken = time.perf_counter() - began
    for outcome in fetched.outcomes:
        if not isinstance(outcome, Read) or not outcome.readings[0].is_scanned:
            raise SystemExit(f"an image was not read: {outcome}")
    return taken


def main() -> None:
    """Measure in turn and print medians and their ratio."""
    os.environ.update(AWS_ACCESS_KEY_ID="AKIDBENCH", AWS_SECRET_ACCESS_KEY="benchmark" * 4)
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    url = here.recv()
    seconds(8, url)  # boto3 is imported once, not measured
    ones, eights = [], []
    for _ in range(ROUNDS):
        ones.append(seconds(1, url))
        eights.append(seconds(8, url))
    here.send(None)
    server.join()
    one, eight = statistics.median(ones), statistics.median(eights)
    what = f"{IMAGES} images of ECR, {LATENCY * 1000:.0f} ms latency, 8 / 1 threads"
    print(f"{what:44} {eight * 1000:6.0f} ms {one * 1000:7.0f} ms {eight / one:8.3f}  <= 1/3 = 0.333")


if __name__ == "__main__":
    main()
