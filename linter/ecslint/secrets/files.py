"""Files that hold credentials by convention: private keys, and the settings of tools that log in somewhere."""

_SSH_KEYS = ("id_rsa", "id_ed25519", "id_ecdsa", "id_dsa")
_BY_NAME = {
    ".npmrc": "npm settings",
    ".pypirc": "PyPI settings",
    ".netrc": "login data",
    ".git-credentials": "Git credentials",
    "application_default_credentials.json": "credentials of Google Cloud",
    "credential.json": "credentials",
    "credentials.json": "credentials",
    "kubeconfig": "Kubernetes credentials",
    "terraform.tfstate": "Terraform state",
    "terraform.tfstate.backup": "Terraform state",
}
_BY_PATH = {
    ".aws/credentials": "AWS credentials",
    ".docker/config.json": "registry logins",
    ".kube/config": "Kubernetes credentials",
}
_BY_ENDING = {
    ".pem": "a private key",
    ".key": "a private key",
    ".p12": "a key store",
    ".pfx": "a key store",
    ".jks": "a key store",
    ".kdbx": "a password database",
}
# Parts of a file name that say it is meant to be known: certificates, trust stores, keys of package archives.
_PUBLIC = (
    "pub", "cert", "crt", "chain", "bundle", "trust", "cacerts", "dhparam", "ffdhe", "signing", "gpg", "apt", "archive", "keyring",
    "release", "repo", "root", "intermediate",
)  # fmt: skip
_SAMPLES = ("example", "sample", "template", "tmpl", "dist", "default", "defaults", "schema", "test")


def credential_file(path: str) -> str | None:
    """What a file of this name holds, if that is a credential by convention; None for all others."""
    path = path.strip("\"'").replace("\\", "/")
    name = path.rstrip("/").rpartition("/")[2].lower()
    if not name or "$" in name or path.endswith("/"):
        return None
    for ending, kind in _BY_PATH.items():
        if path == ending or path.endswith("/" + ending):
            return kind
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name.startswith(_SSH_KEYS):
        return None if name.endswith(".pub") else "an SSH private key"
    if name == ".env" or name.startswith(".env."):
        return None if any(sample in name.split(".") for sample in _SAMPLES) else "settings with secrets"
    if name.startswith(("service-account", "service_account")) and name.endswith(".json"):
        return "a service account's key"
    stem, dot, ending = name.rpartition(".")
    store = _BY_ENDING.get(dot + ending)
    if store is None or not stem.strip("*") or any(word in stem for word in _PUBLIC):
        return None
    # The keys that sign packages are replaced every few years, and carry the year in their name.
    if stem[-4:].isdigit() and stem[-5:-2] in {"-20", "_20", ".20"}:
        return None
    is_authority = stem == "ca" or (stem.startswith("ca") and stem[2:3] in {"", "-", "_", ".", "*"})
    return None if is_authority else store
