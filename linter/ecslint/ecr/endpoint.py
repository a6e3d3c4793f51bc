"""Which endpoints signed requests may go to: TLS, or this very machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from ecslint.errors import UsageError


def check_endpoint(url: str) -> None:
    """Raise `UsageError` for an endpoint that is no URL, or plain HTTP to another machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise UsageError(f"the endpoint `{url}` is no URL: {error}") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise UsageError(f"the endpoint `{url}` is no URL, allowed is one such as `https://HOST`")
    if parts.username or parts.password:
        raise UsageError("an endpoint with a user name or password in it is not allowed")
    if parts.scheme == "http" and not _is_loopback(host):
        raise UsageError(f"the endpoint `{url}` is plain HTTP, allowed is `https`, or `http` on this machine")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        # A name: only this one is this machine by standard, whatever a resolver says of others.
        return host == "localhost" or host.endswith(".localhost")
