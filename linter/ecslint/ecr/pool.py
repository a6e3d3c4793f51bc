"""Worker threads for tasks that come in an order, make more tasks, and may ask to be called again later.

`concurrent.futures` waits for its threads when the interpreter ends. These are daemons instead: after the deadline or
Ctrl-C nobody waits for a server that sends one byte every nine seconds.
"""

import heapq
import threading
import time
from collections.abc import Callable

Task = Callable[[], None]
# How often the waiting main thread looks up, for its progress line and for Ctrl-C.
_TICK = 0.1


class Pool:
    """At most `jobs` tasks at once; a task with a lower `order` goes first. Tasks do not raise."""

    def __init__(self, jobs: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._jobs = max(1, jobs)
        self._clock = clock
        self._changed = threading.Condition()
        self._queue: list[tuple[float, int, int, Task]] = []
        self._numbered = 0
        self._running = 0
        self._idle = 0
        self._threads = 0
        self._stopped = False

    def submit(self, task: Task, order: int = 0, delay: float = 0.0) -> None:
        """Run a task as soon as a thread is free, not before `delay` seconds from now."""
        with self._changed:
            if self._stopped:
                return
            self._numbered += 1
            due = self._clock() + delay if delay > 0 else 0.0
            heapq.heappush(self._queue, (due, order, self._numbered, task))
            if self._threads < self._jobs and self._idle < len(self._queue):
                self._threads += 1
                threading.Thread(target=self._work, name=f"ecr-{self._threads}", daemon=True).start()
            self._changed.notify_all()

    def finish(
        self, until: Callable[[], float], grace: float, tick: Callable[[], None] = lambda: None
    ) -> bool:
        """Wait until everything is done: True. Or until `until()` seconds are no longer left: False.

        Then the queue is dropped, and what is running has `grace` seconds to end.
        """
        with self._changed:
            while self._queue or self._running:
                left = until()
                if left <= 0:
                    break
                self._changed.wait(min(left, _TICK))
                tick()
            else:
                return True
            self._queue.clear()
            end = self._clock() + grace
            while self._running and (left := end - self._clock()) > 0:
                self._changed.wait(min(left, _TICK))
            return False

    def stop(self) -> None:
        """Drop the queue and let the threads go home; those that are in a call end when it does."""
        with self._changed:
            self._stopped = True
            self._queue.clear()
            self._changed.notify_all()

    def _work(self) -> None:
        while (task := self._next()) is not None:
            try:
                task()
            finally:
                with self._changed:
                    self._running -= 1
                    self._changed.notify_all()

    def _next(self) -> Task | None:
        with self._changed:
            self._idle += 1
            try:
                while not self._stopped:
                    pause = None
                    if self._queue:
                        pause = self._queue[0][0] - self._clock()
                        if pause <= 0:
                            self._running += 1
                            return heapq.heappop(self._queue)[3]
                    self._changed.wait(pause)
                return None
            finally:
                self._idle -= 1
