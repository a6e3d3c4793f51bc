"""An ECR of our own on loopback: AWS's protocol, validated against botocore's model, with faults on demand.

botocore's model of the service judges both sides: a wrong request is answered as AWS would, and a wrong answer
is a complaint that fails the test, so the stub cannot drift from AWS.
"""

import base64
import json
import socket
import struct
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from botocore.validate import ParamValidator
from ecr_operations import Refusal, answer, model
from ecr_world import Answer, World

TARGET = "AmazonEC2ContainerRegistry_V20150921."


@dataclass
class Fault:
    """What goes wrong instead of an answer: `times` times, for the requests that `when` picks."""

    operation: str
    kind: str
    times: float = float("inf")
    when: Callable[[dict[str, Any]], bool] = lambda _: True


@dataclass(frozen=True)
class Call:
    """One request that came in."""

    operation: str
    parameters: dict[str, Any]
    access_key: str
    region: str
    agent: str


@dataclass
class Stub:
    """A running server: its world, faults to come, and a log of what was asked."""

    world: World
    url: str = ""
    latency: float = 0.0
    faults: list[Fault] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    peak: int = 0
    # Access keys that AWS says have expired.
    expired_keys: set[str] = field(default_factory=set)
    _in_flight: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(
        self,
        operation: str,
        kind: str,
        times: float = float("inf"),
        when: Callable[[dict[str, Any]], bool] = lambda _: True,
    ) -> None:
        """Queue a fault: `throttle`, `error CODE`, `status N`, `html N`, `reset`, `slow S`, `malformed`, `truncated`,
        `empty`, `html 200`, `gzip`, `redirect`, `drip S`, `hang S`, `later N SECONDS`, `object JSON`, or `refused`, for which
        the client's side of `asking` finds nobody behind the port."""
        self.faults.append(Fault(operation, kind, times, when))

    def count(self, operation: str) -> int:
        """How often an operation was asked for."""
        return sum(call.operation == operation for call in self.calls)

    @property
    def counts(self) -> Counter[str]:
        """All operations asked for, and how often."""
        return Counter(call.operation for call in self.calls)

    def take_fault(self, operation: str, parameters: dict[str, Any], *, refused: bool = False) -> str:
        """The next fault for a request, or nothing."""
        for fault in self.faults:
            if (fault.kind == "refused") != refused:
                continue
            # Outside of the lock: a test may let requests wait for each other in there.
            if fault.operation in {operation, "*"} and fault.when(parameters):
                with self._lock:
                    if fault.times > 0:
                        fault.times -= 1
                        return fault.kind
        return ""

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Counts how many requests are answered at the same time."""
        with self._lock:
            self._in_flight += 1
            self.peak = max(self.peak, self._in_flight)
        try:
            yield
        finally:
            with self._lock:
                self._in_flight -= 1


@contextmanager
def serving(world: World | None = None) -> Iterator[Stub]:
    """Run a stub for a while; complaints about its own answers fail the test."""
    stub = Stub(world or World())
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"stub": stub}))
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert not stub.complaints, "\n".join(stub.complaints)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what some tests are about; anything else would show as a missing answer."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body leave in one packet, else delayed acknowledgements cost 40 ms each.
    wbufsize = -1
    disable_nagle_algorithm = True
    stub: Stub

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on stderr: it belongs to the command under test."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.stub.in_flight():
            target = self.headers.get("X-Amz-Target", "")
            if target.startswith(TARGET):
                self._ecr(target.removeprefix(TARGET), json.loads(body))
            else:
                self._sts(dict(urllib.parse.parse_qsl(body.decode())))

    def _ecr(self, operation: str, parameters: dict[str, Any]) -> None:
        stub = self.stub
        access_key, region = self._log(operation, parameters)
        time.sleep(stub.latency)
        kind, _, detail = stub.take_fault(operation, parameters).partition(" ")
        if kind == "slow":
            time.sleep(float(detail))
        elif kind:
            self._fault(kind, detail)
            return
        try:
            found = self._answer(operation, parameters, access_key, region)
        except Refusal as refusal:
            self._send(400, json.dumps({"__type": refusal.code, "message": refusal.message}))
        except Exception as error:  # noqa: BLE001 - a bug in the stub must fail the test, not look like a fault
            stub.complaints.append(f"{operation}: {error!r}")
            self._send(500, "{}")
        else:
            self._send(200, json.dumps(found, default=_timestamp))

    def _answer(self, operation: str, parameters: Answer, access_key: str, region: str) -> Answer:
        if access_key in self.stub.expired_keys:
            raise Refusal("ExpiredTokenException", "The security token included in the request is expired")
        shapes = model().operation_model(operation)
        wrong = ParamValidator().validate(parameters, shapes.input_shape)
        if wrong.has_errors():
            raise Refusal("InvalidParameterException", wrong.generate_report())
        found = answer(self.stub.world, operation, parameters, region)
        wrong = ParamValidator().validate(found, shapes.output_shape)
        if wrong.has_errors():
            self.stub.complaints.append(f"{operation}: {wrong.generate_report()}")
        return found

    def _log(self, operation: str, parameters: dict[str, Any]) -> tuple[str, str]:
        scope = self.headers.get("Authorization", "").partition("Credential=")[2].split("/")
        access_key, region = (scope[0], scope[2]) if len(scope) > 2 else ("", "")
        agent = self.headers.get("User-Agent", "")
        self.stub.calls.append(Call(operation, parameters, access_key, region, agent))
        return access_key, region

    def _fault(self, kind: str, detail: str) -> None:
        if kind == "throttle":
            self._send(400, json.dumps({"__type": "ThrottlingException", "message": "Rate exceeded"}))
        elif kind == "error":
            code, _, message = detail.partition(" ")
            self._send(400, json.dumps({"__type": code, "message": message or f"This is {code}"}))
        elif kind == "status":
            self._send(int(detail), json.dumps({"__type": "ServerException", "message": "Oh"}))
        elif kind == "html":
            self._send(int(detail), "<html><body>A proxy's page</body></html>", "text/html")
        elif kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        elif kind == "malformed":
            self._send(200, '{"imageScanStatus": {"status": "COMPLETE"')
        elif kind == "truncated":
            self._send(200, '{"imageScanStatus": {"stat', length=500)
        elif kind == "empty":
            self._send(200, "")
        elif kind == "gzip":
            self._send(200, b"\x1f\x8b\x08\x00garbage\xff\xfe", encoding="gzip")
        elif kind == "object":
            self._send(200, detail)
        elif kind == "redirect":
            self.send_response(301)
            self.send_header("Location", f"{self.stub.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif kind == "later":
            status, _, seconds = detail.partition(" ")
            body = json.dumps({"__type": "ThrottlingException", "message": "Rate exceeded"})
            self._send(int(status), body, headers={"Retry-After": seconds})
        elif kind == "hang":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b'{"imageScanStatus": ')
            self.wfile.flush()
            time.sleep(float(detail))
            self.close_connection = True
        elif kind == "drip":
            self._drip(float(detail))
        else:
            raise AssertionError(f"no such fault: {kind}")

    def _drip(self, seconds: float) -> None:
        """One byte now and then, always within the timeout of a read."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(seconds)

    def _send(
        self,
        status: int,
        body: str | bytes,
        kind: str = "application/x-amz-json-1.1",
        *,
        length: int = -1,
        encoding: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw) if length < 0 else length))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if length >= 0:
            self.close_connection = True
        self.end_headers()
        self.wfile.write(raw)
        self.wfile.flush()

    def _sts(self, form: dict[str, str]) -> None:
        operation, role = form.get("Action", ""), form.get("RoleArn", "")
        self._log(operation, dict(form))
        namespace = "https://sts.amazonaws.com/doc/2011-06-15/"
        if operation != "AssumeRole" or role not in self.stub.world.roles:
            message = f"User: arn:aws:iam::{self.stub.world.own_account}:user/ci is not authorized to perform: sts:{operation} on resource: {role}"
            self._send(
                403,
                f'<ErrorResponse xmlns="{namespace}"><Error><Type>Sender</Type><Code>AccessDenied</Code>'
                f"<Message>{message}</Message></Error></ErrorResponse>",
                "text/xml",
            )
            return
        account = role.split(":")[4]
        secret = base64.b64encode(role.encode()).decode()
        self._send(
            200,
            f'<AssumeRoleResponse xmlns="{namespace}"><AssumeRoleResult><Credentials>'
            f"<AccessKeyId>ROLE{account}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey>"
            f"<SessionToken>token-{account}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
            f"<AssumedRoleUser><AssumedRoleId>AROA:ecslint</AssumedRoleId><Arn>{role}/ecslint</Arn></AssumedRoleUser>"
            "</AssumeRoleResult></AssumeRoleResponse>",
            "text/xml",
        )


def _timestamp(value: object) -> float:
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(value)
