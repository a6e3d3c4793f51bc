"""What a file's name says about it: Dockerfile, template of one, task definition, some JSON, or nothing."""

import re

from ecslint.record import NamedTuple

# Compiled on first use: few runs need more than one of them.
_TASK_DEFINITION = (
    r"(?:[Tt]ask|TASK)[-_. ]?(?:[Dd]ef|DEF)(?:inition|INITION)?[sS]?(?![a-z])"
    r"|(?i:container[-_. ]?definitions?)(?![a-z])"
)
_SERVICE_DEFINITION = r"(?i:ecs[-_. ]?service[-_. ]?def(?:inition)?s?(?![a-z])|create[-_]service)"
_TEMPLATES = frozenset(
    "ejs erb gotmpl hbs in j2 jinja jinja2 liquid mako mustache template tftemplate tftpl tmpl tpl".split()
)
# What comes after the last dot of a file that is about Dockerfiles without being one.
_OTHER_FORMATS = frozenset(
    """
    adoc bak bash bat bmp c cc cfg cjs clj cmd conf containerignore cpp cs csproj css csv diff dockerignore el ex exs
    fish gif go gpg gz h hcl hpp hs htm html ico iml ini ipynb java jpeg jpg js json json5 jsonc jsonnet jsx kt less
    lock log lua map md mdx mjs ml nix orig patch pdf php pl pm png ps1 py pyc pyi r rb rej rs rst save scala scss sh
    sig snap snippets sql sublime-syntax sum svg swift swo swp tar tf tgz tmlanguage tmp toml ts tsx txt vim vue xml
    yaml yml zip zsh
    """.split()
)
_JSON = (".json", ".jsonc")
_YAML = (".yml", ".yaml")
# Without one of these a name says nothing.
_WORDS = ("json", "task", "sonnet", "container", "service")


class NameKind(NamedTuple):
    """A kind and the reason for it.

    `dockerfile`, `task-definition` and `service-definition` are claims that the content must keep; `json` may hold
    anything; a `dockerfile-template` becomes a Dockerfile later; `unsupported` says in its reason what it is instead.
    """

    kind: str
    reason: str


def classify(path: str) -> NameKind | None:
    """What a path with `/` says; None if it says nothing."""
    folder, _, name = path.rpartition("/")
    low = name.lower()
    if "ockerfile" in low or "ontainerfile" in low:
        found = _classify_dockerfile(folder, low)
        if found or not low.endswith(_JSON):
            return found
    if not any(word in low for word in _WORDS):
        return None
    stem, dot, extension = low.rpartition(".")
    is_template = bool(dot) and extension in _TEMPLATES
    if not is_template:
        stem = low
    if stem == "dockerrun.aws.json":
        return NameKind("unsupported", "it is for Elastic Beanstalk, not a task definition")
    if stem.endswith((".jsonnet", ".libsonnet")):
        return NameKind("unsupported", "Jsonnet is not evaluated")
    says_task = re.search(_TASK_DEFINITION, name) is not None
    if stem.endswith(_JSON):
        if "schema" not in low:
            if says_task:
                return NameKind("task-definition", "by name")
            if re.search(_SERVICE_DEFINITION, name):
                return NameKind("service-definition", "by name")
        return NameKind("json", "by content")
    if says_task and is_template:
        return NameKind("json", "by content")
    if stem.endswith(_YAML):
        if says_task:
            return NameKind("task-definition", "by name")
        if re.search(_SERVICE_DEFINITION, name):
            return NameKind("service-definition", "by name")
    return None


def _classify_dockerfile(folder: str, low: str) -> NameKind | None:
    parts = low.replace("_", ".").replace("-", ".").split(".")
    if ("dockerfile" not in parts and "containerfile" not in parts) or low.endswith("~"):
        return None
    extension = low.rpartition(".")[2]
    if extension in _OTHER_FORMATS:
        return None
    if parts[-1] in _TEMPLATES or "{{" in folder:
        return NameKind("dockerfile-template", "it is a template; name it to lint it all the same")
    return NameKind("dockerfile", "by name")
