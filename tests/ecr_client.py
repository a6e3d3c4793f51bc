"""Asking the ECR stub from tests: endpoint and keys in the environment, backoff of botocore cut to nothing."""

import json
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import botocore.endpoint
import botocore.httpsession
import botocore.loaders
import botocore.session
import pytest
from ecr_stub import TARGET, Call, Stub, serving
from ecr_world import World

from ecslint.ecr.fetch import fetch
from ecslint.ecr.outcome import EcrSettings, Fetched, Outcome, Read, Reading, Wanted
from ecslint.ecr.platform import Platform
from ecslint.ecr.uri import parse

ACCESS_KEY = "AKID" + "EXAMPLE" * 2
SECRET_KEY = "secret" * 6


_shared_loader = botocore.loaders.create_loader()


def _loader(_: str | None) -> botocore.loaders.Loader:
    return _shared_loader


@contextmanager
def asking(world: World | None = None) -> Iterator[Stub]:
    """A stub that every client of this process talks to, with credentials that it takes."""
    with serving(world) as stub, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_ECR", stub.url)
        patch.setenv("AWS_ENDPOINT_URL_STS", stub.url)
        patch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
        patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
        # botocore reads its models from disk once per test run, not once per session.
        patch.setattr(botocore.session, "create_loader", _loader)
        # How often botocore tries is under test, how long it sleeps in between is its own affair.
        patch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda _: None))
        patch.setattr(botocore.httpsession.URLLib3Session, "send", _sender(stub))
        yield stub


def free_port() -> int:
    """A port on loopback behind which is nobody."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _sender(stub: Stub) -> Any:
    """Sends requests as ever, but those with the fault `refused` to where nobody is: the connection is really refused."""
    honest = botocore.httpsession.URLLib3Session.send
    nobody = f"http://127.0.0.1:{free_port()}/"

    def send(session: Any, request: Any) -> Any:
        target = request.headers.get("X-Amz-Target", "")
        target = target.decode() if isinstance(target, bytes) else target
        if target.startswith(TARGET):
            operation, parameters = target.removeprefix(TARGET), json.loads(request.body)
            if stub.take_fault(operation, parameters, refused=True):
                stub.calls.append(Call(operation, parameters, "", "", ""))
                request.url = nobody
        return honest(session, request)

    return send


def wanted(text: str, platform: Platform | None = None) -> Wanted:
    """An image by the text a file has."""
    image = parse(text)
    assert image is not None, text
    return Wanted(image, platform)


def ask(images: Sequence[Wanted | str], settings: EcrSettings | None = None, **changes: Any) -> Fetched:
    """Fetch with short timeouts."""
    settings = settings or EcrSettings(timeout=2, total=20, first_pause=0.01)
    asked = [wanted(image) if isinstance(image, str) else image for image in images]
    return fetch(asked, settings._replace(**changes))


def only(fetched: Fetched) -> Outcome:
    """The outcome of the only image."""
    (outcome,) = fetched.outcomes
    return outcome


def reading(fetched: Fetched) -> Reading:
    """The reading of the only manifest of the only image."""
    outcome = only(fetched)
    assert isinstance(outcome, Read), outcome
    (found,) = outcome.readings
    return found
