"""What a value says about itself: how random it is, and whether it is a reference, a placeholder or a setting."""

import re
from math import log2

from ecslint.regex import LazyPattern

# Whole values that switch or choose something.
_SETTINGS = frozenset(
    "true false yes no on off none null nil undefined 0 1 n/a na trust enabled disabled enable disable auto default "
    "required optional always never plain basic bearer oauth oauth2 jwt htpasswd md5 sha1 sha256 sha512 rs256 hs256 "
    "es256 rsa ecdsa ed25519 ssh-rsa ssh-ed25519 aes aes128 aes256 aes-128-gcm aes-256-gcm aes-256-cbc scram-sha-256 mysql_native_password caching_sha2_password any ignore empty unset".split()
)
# Parts of a value, between everything that is no letter, that say "put yours here".
_PLACEHOLDER_WORDS = frozenset(
    "changeme changeit change placeholder example sample dummy redacted replaceme replace todo fixme tbd fake faked "
    "masked hidden foo bar foobar baz xxx xxxx insert".split()
)
_PLACEHOLDER_STEMS = (
    "changeme", "change-me", "change_me", "changeit", "change-it", "change_it", "change-this", "change_this",
    "changethis", "replaceme", "replace-me", "replace_me", "replace-with", "replace_with", "placeholder", "example",
    "redacted", "insert-", "insert_", "insert your", "fill-in", "fill_in", "not-a-real", "notreal", "dummy",
    "-your-", "_your_", "not-used", "not_used", "notused", "unused", "not-needed", "not_needed",
)  # fmt: skip
_SCHEMES = (
    "ssm:", "secretsmanager:", "vault:", "op://", "sops:", "file:", "env:", "aws-sm:", "awssm:", "gcp:", "gcpsm:", "keyvault:",
    "akv:", "bws:", "doppler:", "ref+", "secret:", "secretref:", "azkv:", "kms:", "keyring:", "parameter:",
)  # fmt: skip
_SIGNS = frozenset("!#%&()*+;<=>?@[]^`{|}~")
# Keys that every visitor's browser gets.
_PUBLIC = (
    "pk_live_", "pk_test_", "phc_", "sb_publishable_", "FLWPUBK",
    # Public keys and certificates: in PEM, in DER under base64, in PEM under base64, for SSH.
    "-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY", "-----BEGIN CERTIFICATE", "MIIBIjANBgkqhkiG", "MIICIjANBgkqhkiG", "MIGfMA0GCSqGSIb3",
    "MFkwEwYHKoZIzj0C", "MCowBQYDK2Vw", "LS0tLS1CRUdJTiBQVUJM", "LS0tLS1CRUdJTiBDRVJU", "ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-",
)  # fmt: skip
_ENDINGS = (
    ".pem", ".key", ".crt", ".cer", ".p12", ".pfx", ".jks", ".json", ".yaml", ".yml", ".txt", ".conf", ".cfg", ".env", ".db",
    ".keystore", ".ini", ".toml", ".properties", ".xml", ".pub", ".p8", ".der", ".kdbx", ".ppk", ".asc", ".gpg",
)  # fmt: skip

_REFERENCE = LazyPattern(
    r"\$[A-Za-z_{(]|\$env:|\{\{|%(?:[A-Z_][A-Z0-9_]{0,60}|[A-Za-z_]\w{3,60})%|^%\w{1,3}%$|%env\([^()]{1,80}\)%|<[^<>]{1,80}>|^\[[^\[\]]{1,80}\]$|__[A-Za-z]\w{0,60}__|@[A-Z_][A-Z0-9_.]{0,60}@"
    r"|^!(?:Ref|Sub|GetAtt|ImportValue|Join)\b|^arn:aws|^alias/|/run/secrets/|^projects/[^/]{1,80}/secrets/"
    r"|\bprocess\.env\b|\bos\.(?:environ|getenv)\b|^%\{|^#\{|\{env:|^%[sdvq](?![A-Za-z0-9])|^<%"
)
_CLASS_NAME = LazyPattern(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){2,}")
_VERSION = LazyPattern(r"v?\d{1,9}(?:\.\d{1,9})+(?:[-+~][\w.+-]{0,40})?")
_HOST = LazyPattern(r"(?:[a-z][a-z-]{0,62}\.){1,8}[a-z]{2,24}:?[0-9]{0,5}")
_WORDS = LazyPattern(r"[a-z]+(?:[-_,][a-z]+)*")
_FILE = LazyPattern(r"(?:\.{1,2}|~)/|[A-Za-z]:[\\/]")
_RUNS = LazyPattern(r"x{8}|X{8}|x{4}$|\*{3}|\.{3}|…|#{4}|0{8}|1{8}|_{5}|-{5}|\?{3}")
_FINGERPRINT = LazyPattern(
    r"(?:0[xX])?(?:[0-9A-F]{16,80}|[0-9A-Fa-f]{40})(?:,?(?:0[xX])?(?:[0-9A-F]{16,80}|[0-9A-Fa-f]{40}))*"
)
_LONG_FINGERPRINT = LazyPattern(r"(?:0[xX])?[0-9A-F]{40}|0[xX][0-9A-F]{16}")
_LETTERS = LazyPattern(r"[A-Z]?[a-z]+|[A-Z]+")
_DEFAULT = LazyPattern(r"\$\{([A-Za-z_]\w{0,200})(:?[-=+])([^{}]*)\}")


def entropy(text: str) -> float:
    """Shannon's entropy in bits per character; 0 for an empty text."""
    if not text:
        return 0.0
    total = len(text)
    return -sum(n / total * log2(n / total) for n in map(text.count, set(text)))


def strip(value: str) -> tuple[int, int]:
    """The offsets of a value without blanks and one pair of quotes around it."""
    start, end = 0, len(value)
    while start < end and value[start].isspace():
        start += 1
    while end > start and value[end - 1].isspace():
        end -= 1
    if end - start >= 2 and value[start] == value[end - 1] and value[start] in "\"'":
        start, end = start + 1, end - 1
    return start, end


def default_of(value: str) -> tuple[int, int, str] | None:
    """For a value that is nothing but `${NAME:-x}` (or `-`, `=`, `+`): where the literal `x` stands, and NAME."""
    match = _DEFAULT.fullmatch(value)
    return None if match is None else (match.start(3), match.end(3), match[1])


def is_reference(value: str) -> bool:
    """Does it point to the secret instead of being one, or wait to be filled in by a template?"""
    if value.lower().startswith(_SCHEMES):
        return True
    found = _REFERENCE.search(value)
    if found is None:
        return False
    # Generated keys hold any sign: what looks like `$name` or `<...>` in them stands there by chance.
    return not (found.start() and len(value) >= 40 and len(_SIGNS.intersection(value)) >= 6)


def is_placeholder(value: str) -> bool:
    """Does its own text tell the reader to put something else there?"""
    distinct = set(value)
    if len(distinct) == 1 or (len(distinct) <= 2 and len(value) >= 6):
        return True
    if _RUNS.search(value):
        return True
    return has_placeholder_word(value)


def has_placeholder_word(value: str) -> bool:
    lower = value.lower()
    if any(stem in lower for stem in _PLACEHOLDER_STEMS):
        return True
    if len(value) > 200:
        return False
    words = [word.lower() for word in _LETTERS.findall(value)]
    whole = list(_split_letters(lower))
    if any(word == "your" or word.startswith("your") for word in (*words, *whole)):
        return True
    return any(word in _PLACEHOLDER_WORDS for word in whole)


def may_be_header(value: str) -> bool:
    """Does it begin as the value of an `Authorization` header does?"""
    return value.lstrip("\"'")[:7].lower().startswith(("basic ", "bearer "))


def may_be_source(text: str) -> bool:
    """Can there be such a data source in a text?"""
    return "@tcp(" in text or "@unix(" in text or "@udp(" in text or "jdbc:oracle:" in text


def is_path(value: str) -> bool:
    """A file name or a path."""
    if value.startswith("/"):
        # Base64 may begin with a slash too; what is long and random is no path.
        return len(value) < 32 or entropy(value) < 4.3 or value.count("/") > 3
    if _FILE.match(value):
        return True
    return value.lower().endswith(_ENDINGS) and " " not in value


def is_plain_words(value: str) -> bool:
    """Words a person can say, joined by hyphens, underscores, dots or blanks, perhaps with a short number behind."""
    body = value.rstrip("0123456789!.")
    if not body or len(value) - len(body) > 4:
        return False
    return all(_is_word(word) for word in re.split(r"[-_. :/@]", body) if word)


def is_never_secret(value: str, kind: str) -> bool:
    """Is a (stripped) value of this kind of name certainly no secret?"""
    if not value or value.lower() in _SETTINGS or is_reference(value) or is_placeholder(value):
        return True
    if "://" in value or is_path(value) or _VERSION.fullmatch(value):
        return True
    if value.startswith(_PUBLIC):
        return True
    if _CLASS_NAME.fullmatch(value) and not (is_random(value) and sum(map(str.isdigit, value)) > 3):
        return True
    # Masked, or a pattern; Django's keys are long and may hold any sign.
    if kind != "password" and "*" in value and (len(value) < 20 or "**" in value):
        return True
    if kind != "password" and value.isdigit() and len(value) < 6:
        return True
    if kind in {"token", "key"} and (
        _HOST.fullmatch(value) or (_WORDS.fullmatch(value) and entropy(value) < 3.6)
    ):
        return True
    if kind == "key" and _LONG_FINGERPRINT.fullmatch(value):
        return True
    return kind in {"weak", "unsure"} and _FINGERPRINT.fullmatch("".join(value.split())) is not None


def has_evidence(value: str) -> bool:
    """Long and random enough to count under a name that says little."""
    return (
        len(value) >= 16
        and entropy(value) >= 3.2
        and any(c.isalpha() for c in value)
        and any(c.isdigit() for c in value)
        and " " not in value
    )


def is_random(value: str) -> bool:
    """So random that it is a credential whatever it is called: one long piece of letters and digits, or many signs."""
    if not has_evidence(value):
        return False
    pieces = "".join(c if c.isalnum() else " " for c in value).split()
    longest = max(pieces, key=len)
    is_piece = len(longest) >= 16 and any(c.isalpha() for c in longest) and any(c.isdigit() for c in longest)
    return is_piece or len(_SIGNS.intersection(value)) >= 6


def _split_letters(lower: str) -> list[str]:
    return "".join(c if "a" <= c <= "z" else " " for c in lower).split()


def _is_word(word: str) -> bool:
    if not word.isalpha() or not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    run = 0
    vowels = 0
    for letter in word.lower():
        run = 0 if letter in "aeiouy" else run + 1
        vowels += run == 0
        if run > 4:
            return False
    return len(word) <= 3 or vowels > 0
