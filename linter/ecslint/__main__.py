"""The process around the command line: it ends quietly, whatever happens to the streams and whenever Ctrl-C is pressed."""

import gc
import os
import sys

from ecslint.annotations import NoReturn


def entry() -> None:
    """The console script: run and exit, quietly when the reader of our output has gone or the user pressed Ctrl-C."""
    # A run allocates much and drops it in large pieces: looking for garbage after every 700 objects is wasted time.
    gc.set_threshold(50_000, 10, 10)
    try:
        _open_closed_streams()
        code = _run()
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 1
    except KeyboardInterrupt:
        _exit(130, "interrupted")
    except OSError as error:
        # A full disk behind `>`: the report is not what it should be.
        _exit(3, f"{error.filename or 'the output'} cannot be written: {error.strerror or error}")
    # Everything goes with the process: the interpreter need not take apart what it holds, module by module.
    os._exit(code)


def _run() -> int:
    # Loading is a part of the run that Ctrl-C may end.
    from ecslint.cli import main  # noqa: PLC0415

    try:
        return main(sys.argv[1:])
    except SystemExit as end:
        # The way in which argparse ends after `--help`; what it wrote is not flushed yet.
        return end.code if isinstance(end.code, int) else 0


def _open_closed_streams() -> None:
    """A stream that was closed before we began (`>&-`) is one that nobody reads; no file may get its number."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115


def _exit(code: int, reason: str) -> NoReturn:
    """End at once with one line; what was not written yet stays unwritten."""
    import signal  # noqa: PLC0415 - few runs end like this

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sys.stderr.write(f"ecslint: {reason}\n")
        sys.stderr.flush()
    except OSError:
        pass  # stderr is gone as well: the exit code says it
    os._exit(code)


if __name__ == "__main__":
    entry()
