"""The one file that imports boto3: sessions, credentials that are known to work before the threads start, clients, calls."""

import os
import random
import re
from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

from ecslint import __version__
from ecslint.ecr.endpoint import check_endpoint
from ecslint.ecr.gate import REFUSED_CREDENTIALS, Breaker, Budget
from ecslint.ecr.outcome import EcrSettings, Failure
from ecslint.ecr.untrusted import one_line
from ecslint.errors import EcrCallError, UsageError

ATTEMPTS = 5
CONNECT_TIMEOUT = 5
# Within a text its quotes are escaped; only a member itself looks like this.
_NO_LIST = re.compile(rb'"(?:findings|enhancedFindings)"\s*:(?!\s*(?:\[|null))')

_NO_CREDENTIALS = (
    "ECR not asked: no AWS credentials. Set AWS_PROFILE or run 'aws sso login'; static checks were done"
)


class Service:
    """ECR in one region, asked with one set of credentials."""

    def __init__(self, client: Any, credentials: "Credentials", endpoint: Breaker, budget: Budget) -> None:
        self._client = client
        self._credentials = credentials
        self._endpoint = endpoint
        self._budget = budget
        # Between the attempts of one call too: five slow ones would overrun the deadline by minutes.
        client.meta.events.register_first("needs-retry.ecr", self._before_retry)
        client.meta.events.register("before-parse.ecr.DescribeImageScanFindings", _check_lists)

    def call(self, operation: str, **parameters: object) -> dict[str, Any]:
        """The answer of AWS, or `EcrCallError`: whatever happens in here, nothing else leaves it."""
        self._budget.check()
        self._credentials.breaker.check()
        self._endpoint.check()
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**parameters)
        except EcrCallError:
            raise
        except ClientError as error:
            self._endpoint.got_through()
            raise self._refused(error) from None
        except (HTTPClientError, NoConnectionError) as error:
            name = type(error).__name__
            self._endpoint.failed(name, self._client.meta.endpoint_url)
            raise EcrCallError(name, self._credentials.scrub(str(error))) from None
        except BotoCoreError as error:
            # Credentials that are fetched again while running: SSO, a role, a process.
            name = type(error).__name__
            if "Credential" in name or "Token" in name or "Login" in name or "SSO" in name:
                self._credentials.breaker.open(
                    name, f"ECR is not asked any more: the credentials failed ({name})"
                )
                self._credentials.breaker.check()
            raise EcrCallError(name, self._credentials.scrub(str(error))) from None
        except Exception as error:  # noqa: BLE001 - bytes that are no UTF-8, JSON that is no object: what a parser trips over
            self._endpoint.got_through()
            raise EcrCallError(
                "UnreadableAnswer", f"the answer cannot be read ({type(error).__name__})"
            ) from None
        self._endpoint.got_through()
        return answer

    def knows(self, operation: str, *path: str) -> bool:
        """Has the installed botocore this parameter: older ones refuse newer ones."""
        shape = self._client.meta.service_model.operation_model(operation).input_shape
        for name in path:
            if name not in shape.members:
                return False
            shape = shape.members[name]
        return True

    def _refused(self, error: ClientError) -> EcrCallError:
        details = error.response.get("Error", {})
        code = one_line(str(details.get("Code") or "Unknown"))
        message = self._credentials.scrub(str(details.get("Message") or ""))
        if code in REFUSED_CREDENTIALS:
            reason = f"{code}: {message}" if message else code
            self._credentials.breaker.open(
                code, f"ECR is not asked any more with these credentials: {reason}"
            )
            return EcrCallError(
                code, f"ECR is not asked any more with these credentials: {reason}", is_shared=True
            )
        return EcrCallError(code, message)

    def _before_retry(self, attempts: int, response: Any = None, **_: object) -> float | None:
        """Called after each attempt, before botocore decides whether to try again; a number means after so many seconds."""
        status = 0 if response is None else response[0].status_code
        code = "" if response is None else str(response[1].get("Error", {}).get("Code"))
        if not status or status >= 429 or _is_throttle(code):
            self._budget.check()  # raises instead of letting it try again after the end
        # "Too many requests" from a proxy, whose body is not AWS's: botocore knows throttling by AWS's codes only.
        if status == 429 and not _is_throttle(code) and attempts < ATTEMPTS:
            return random.random() * float(2**attempts)
        return None


def _check_lists(response_dict: Mapping[str, Any], **_: object) -> None:
    """botocore takes an object in the place of a list for an empty list, which would be a clean image."""
    body = response_dict.get("body")
    if response_dict.get("status_code") == 200 and isinstance(body, bytes) and _NO_LIST.search(body):
        raise EcrCallError("UnreadableAnswer", "the findings in the answer are no list")


def _is_throttle(code: str) -> bool:
    return any(word in code for word in ("Throttl", "TooMany", "LimitExceeded", "SlowDown"))


class Credentials:
    """One set of credentials: a session, whether it works, and what must never be printed of it."""

    def __init__(self, session: Any = None, failure: Failure | None = None) -> None:
        self.session = session
        self.breaker = Breaker()
        self._secrets: tuple[str, ...] = ()
        if failure is not None:
            self.breaker.open(failure.code, failure.message)

    def check(self) -> None:
        """Fetch the credentials now: SSO, roles and processes are lazy and would fail in every thread."""
        found = self.session.get_credentials()
        if found is None:
            self.breaker.open("NoCredentialsError", _NO_CREDENTIALS)
            return
        frozen = found.get_frozen_credentials()
        self._secrets = tuple(
            text for text in (frozen.secret_key, frozen.token, frozen.access_key) if text and len(text) >= 8
        )

    def scrub(self, text: str) -> str:
        """The first line of a message without the credentials: AWS quotes the signed headers when a signature is wrong."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return one_line(text)


class Clients:
    """All clients of a run, one per region and set of credentials; made in the main thread, before the others start."""

    def __init__(self, settings: EcrSettings, budget: Budget) -> None:
        self._settings = settings
        self._budget = budget
        self._roles = {_account(arn): arn for arn in settings.roles}
        self._credentials: dict[tuple[str | None, str | None], Credentials] = {}
        self._endpoints: dict[str, Breaker] = {}
        self._services: dict[tuple[str, Credentials], Service] = {}
        self._config = Config(
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            connect_timeout=CONNECT_TIMEOUT,
            read_timeout=settings.timeout,
            max_pool_connections=max(1, settings.jobs),
            user_agent_extra=f"ecslint/{__version__}",
        )

    def service(self, account: str, region: str) -> "Service | Failure":
        """Whom to ask about the images of an account in a region, or why nobody can be asked."""
        profiles = self._settings.profiles
        profile, role = profiles.get(account, profiles.get("")), self._roles.get(account)
        if (profile, role) not in self._credentials:
            self._credentials[profile, role] = self._preflight(profile, role, region)
        credentials = self._credentials[profile, role]
        try:
            credentials.breaker.check()
        except EcrCallError as error:
            return Failure(error.code, error.message, is_shared=True)
        if (region, credentials) not in self._services:
            try:
                client = self._client(credentials.session, "ecr", region)
            except BotoCoreError as error:
                name = type(error).__name__
                return Failure(
                    name, f"ECR in {region} not asked: {one_line(str(error))} ({name})", is_shared=True
                )
            endpoint = self._endpoints.setdefault(client.meta.endpoint_url, Breaker())
            self._services[region, credentials] = Service(client, credentials, endpoint, self._budget)
        return self._services[region, credentials]

    def _preflight(self, profile: str | None, role: str | None, region: str) -> Credentials:
        try:
            credentials = Credentials(boto3.Session(profile_name=profile))
            credentials.check()
            if role is not None:
                credentials.breaker.check()
                credentials = Credentials(self._assume(credentials.session, role, region))
                credentials.check()
        except UsageError:
            raise
        except EcrCallError as error:
            return Credentials(failure=Failure(error.code, error.message))
        except ClientError as error:
            details = error.response.get("Error", {})
            code = str(details.get("Code") or "Unknown")
            message = one_line(str(details.get("Message") or ""))
            whose = f"the role {role}" if role else "AWS"
            return Credentials(
                failure=Failure(
                    code,
                    f"ECR not asked: {whose} cannot be used ({code}: {message}); static checks were done",
                )
            )
        except Exception as error:  # noqa: BLE001 - a credential process that prints no JSON raises whatever it likes
            return Credentials(failure=_credentials_failure(error, profile))
        return credentials

    def _assume(self, session: Any, role: str, region: str) -> Any:
        answer = self._client(session, "sts", region).assume_role(RoleArn=role, RoleSessionName="ecslint")
        temporary = answer["Credentials"]
        return boto3.Session(
            aws_access_key_id=temporary["AccessKeyId"],
            aws_secret_access_key=temporary["SecretAccessKey"],
            aws_session_token=temporary["SessionToken"],
        )

    def _client(self, session: Any, service: str, region: str) -> Any:
        """A client whose endpoint may be used; the region is the image's, whatever the profile says."""
        url = self._settings.endpoint_url
        if service == "sts" and os.environ.get("AWS_ENDPOINT_URL_STS"):
            # The flag means ECR first; who says where STS is has said so.
            url = None
        try:
            client = session.client(service, region_name=region, endpoint_url=url, config=self._config)
        except ValueError as error:
            raise UsageError(
                f"the endpoint of {service.upper()} cannot be used: {one_line(str(error))}"
            ) from None
        check_endpoint(client.meta.endpoint_url)
        return client


def _account(arn: str) -> str:
    """The account whose images a role serves."""
    parts = arn.split(":")
    if len(parts) != 6 or parts[0] != "arn" or parts[2] != "iam" or not parts[5].startswith("role/"):
        raise UsageError(
            f"`{one_line(arn)}` is no role, allowed is one such as `arn:aws:iam::123456789012:role/NAME`"
        )
    return parts[4]


def _credentials_failure(error: Exception, profile: str | None) -> Failure:
    """Why there are no credentials: what botocore says where it is safe, else only the kind of error."""
    name = type(error).__name__
    told: Mapping[str, str] = {
        "NoCredentialsError": "no AWS credentials",
        "ProfileNotFound": f"there is no AWS profile `{one_line(str(getattr(error, 'kwargs', {}).get('profile', profile)))}`",
        "PartialCredentialsError": "the AWS credentials are incomplete",
        "CredentialRetrievalError": f"`{one_line(str(getattr(error, 'kwargs', {}).get('provider', '?')))}` gave no AWS credentials",
        "SSOTokenLoadError": "there is no SSO session",
        "UnauthorizedSSOTokenError": "the SSO session is over",
        "TokenRetrievalError": "the SSO session is over",
        "MissingDependencyException": "profiles of `aws login` need `pip install botocore[crt]`",
    }
    hint = "Set AWS_PROFILE or run 'aws sso login'"
    if name.startswith("Login"):
        hint = "Run 'aws login'"
    reason = told.get(name, "the AWS credentials cannot be used")
    return Failure(name, f"ECR not asked: {reason} ({name}). {hint}; static checks were done")
