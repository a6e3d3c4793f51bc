"""Made-up but ordinary files to time: Dockerfiles of about 4 KB, one differing from the next, and a task definition."""

import json

_HEAD = """\
# syntax=docker/dockerfile:1
ARG PYTHON_VERSION=3.12
FROM python:${{PYTHON_VERSION}}-slim AS build
LABEL org.opencontainers.image.title="service-{number}"
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1 \\
    APP_HOME=/srv/app-{number}
WORKDIR $APP_HOME
RUN apt-get update \\
    && apt-get install -y --no-install-recommends \\
        build-essential \\
        # the driver is compiled here
        libpq-dev={number}.2-1 \\
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
"""

_STEP = """\
RUN set -eux; \\
    arch="$(dpkg --print-architecture)"; \\
    case "$arch" in \\
      amd64) url="https://downloads.example.org/tool-{step}-x86_64.tar.gz" ;; \\
      arm64) url="https://downloads.example.org/tool-{step}-aarch64.tar.gz" ;; \\
      *) echo "unsupported: $arch" >&2; exit 1 ;; \\
    esac; \\
    curl -fsSL -o /tmp/tool.tgz "$url"; \\
    tar -xzf /tmp/tool.tgz -C /usr/local/bin && rm /tmp/tool.tgz
"""

_TAIL = """\
FROM python:${{PYTHON_VERSION}}-slim
COPY --from=build /srv/app-{number} /srv/app
RUN useradd --system --uid 10001 app
USER app
EXPOSE 8000
HEALTHCHECK --interval=30s CMD ["python", "-c", "import app"]
ENTRYPOINT ["python", "-m", "service_{number}"]
"""


def dockerfile(number: int) -> str:
    """A two-stage Dockerfile of about 4 KB."""
    steps = "".join(_STEP.format(step=f"{number}.{step}") for step in range(6))
    return _HEAD.format(number=number) + steps + _TAIL.format(number=number)


def task_definition() -> str:
    """A Fargate task definition with two containers."""
    containers = [
        {
            "name": name,
            "image": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{name}:1.4.{port}",
            "essential": True,
            "user": "10001",
            "portMappings": [{"containerPort": port, "protocol": "tcp"}],
            "environment": [{"name": f"OPTION_{index}", "value": str(index)} for index in range(12)],
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": "/ecs/web",
                    "awslogs-region": "eu-west-1",
                    "awslogs-stream-prefix": name,
                },
            },
        }
        for name, port in (("web", 3000), ("proxy", 8080))
    ]
    return json.dumps(
        {
            "family": "web",
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "cpu": "512",
            "memory": "1024",
            "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
            "containerDefinitions": containers,
        },
        indent=2,
    )
