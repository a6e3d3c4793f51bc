"""What must hold before each call to AWS: time left, nobody interrupted, credentials not refused, endpoint not dead."""

import threading
import time
from collections.abc import Callable

from ecslint.ecr.outcome import EcrSettings, Failure
from ecslint.errors import EcrCallError

# After so many calls in a row that did not get through (each with its own retries) an endpoint is left alone.
MAX_DEAD_CALLS = 5

# What AWS says of credentials that no further call can succeed with.
REFUSED_CREDENTIALS = frozenset({
    "ExpiredToken", "ExpiredTokenException", "RequestExpired", "UnrecognizedClientException", "InvalidClientTokenId",
    "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignatureException", "IncompleteSignature",
    "MissingAuthenticationTokenException", "MissingAuthenticationToken", "InvalidAccessKeyId", "AuthFailure",
})  # fmt: skip


class Budget:
    """The time of one run: `--ecr-timeout-total`, longer by `--ecr-wait`, from the first question on."""

    __slots__ = ("_cancelled", "_clock", "_settings", "_started")

    def __init__(self, settings: EcrSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._started = clock()
        self._cancelled = False

    @property
    def left(self) -> float:
        """Seconds until nothing more is asked."""
        return self._started + self._settings.total + self._settings.wait - self._clock()

    @property
    def wait_left(self) -> float:
        """Seconds until scans are no longer waited for."""
        return self._started + self._settings.wait - self._clock()

    def cancel(self) -> None:
        self._cancelled = True

    def check(self) -> None:
        """Raise `EcrCallError` if nothing may be asked any more."""
        if self._cancelled or self.left <= 0:
            raise EcrCallError(*self.reason)

    @property
    def reason(self) -> Failure:
        """Why what has not been asked is not asked."""
        if self._cancelled and self.left > 0:
            return Failure("Interrupted", "ECR was not asked to the end: interrupted", is_shared=True)
        total = self._settings.total + self._settings.wait
        return Failure(
            "Deadline",
            f"ECR was not asked to the end: {total:g} seconds are over (--ecr-timeout-total)",
            is_shared=True,
        )


class Breaker:
    """Opens for good when going on is pointless, and then says the same to everybody."""

    __slots__ = ("_dead_calls", "_failure", "_lock")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._dead_calls = 0
        self._failure: Failure | None = None

    def check(self) -> None:
        """Raise `EcrCallError` if it is open."""
        if self._failure is not None:
            raise EcrCallError(*self._failure)

    def open(self, code: str, message: str) -> None:
        """Let nothing pass any more; the first reason stays."""
        with self._lock:
            if self._failure is None:
                self._failure = Failure(code, message, is_shared=True)

    def got_through(self) -> None:
        """The other side answered, whatever it said."""
        with self._lock:
            self._dead_calls = 0

    def failed(self, code: str, endpoint: str) -> None:
        """The other side did not answer."""
        with self._lock:
            self._dead_calls += 1
            if self._dead_calls >= MAX_DEAD_CALLS and self._failure is None:
                message = f"{endpoint} is not asked any more: {MAX_DEAD_CALLS} calls in a row did not get through ({code})"
                self._failure = Failure(code, message, is_shared=True)
