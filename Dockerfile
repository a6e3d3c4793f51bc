# syntax=docker/dockerfile:1
# The linter as an image: docker run --rm -v "$PWD:/src:ro" ecslint
FROM python:3.13-slim AS build
WORKDIR /ecslint
COPY pyproject.toml README.md LICENSE ./
COPY linter linter
COPY rules rules
COPY schemas schemas
COPY completions completions
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
LABEL org.opencontainers.image.title="ecslint" \
      org.opencontainers.image.description="Linter for Dockerfiles, Amazon ECS task definitions and service definitions" \
      org.opencontainers.image.source="https://github.com/ecslint/ecslint" \
      org.opencontainers.image.licenses="MIT"
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels ecslint==0.1.0 \
    && useradd --system --uid 10001 --no-create-home ecslint
USER 10001
WORKDIR /src
ENTRYPOINT ["ecslint"]
CMD ["check", "."]
