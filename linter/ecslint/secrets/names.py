"""What the name of a variable says: a password, a secret, a token, a key, or nothing of the kind."""

# A name without any of these is no credential; most names end here.
_HINTS = tuple(
    "pass pw psw secret cred token bearer pat key auth jwt salt pepper cookie clave senha contrase kennwort mdp wachtwoord bundle_ sftp_users psk mnemonic".split()
)

_NEVER = frozenset(
    "pwd oldpwd pass_max_days pass_min_days pass_warn_age nopasswd "
    # Confluent's images take the names of files here.
    "kafka_ssl_keystore_credentials kafka_ssl_key_credentials kafka_ssl_truststore_credentials".split()
)
# Names that Security Hub's ECS.8 lists by themselves; their last word alone would say "no credential".
_ALWAYS = {
    "aws_access_key_id": "secret",
    "ecs_engine_auth_data": "secret",
    # The first token of a server in development mode, and what lets nodes join a cluster.
    "vault_dev_root_token_id": "secret",
    "rabbitmq_erlang_cookie": "secret",
    "erlang_cookie": "secret",
    # User and password in one: `neo4j/...`.
    "neo4j_auth": "password",
    "cypress_record_key": "key",
    # People choose these themselves, so a plain word is one.
    "jupyter_token": "secret",
    "vault_token": "secret",
    "vault_dev_root_token": "secret",
}

_FIRST = frozenset("no allow use enable disable disabled public pub max min random".split())
# With `pull` and `existing` it is the name of what a cluster holds: `IMAGE_PULL_SECRET=regcred`.
_ANYWHERE = frozenset(
    "public file version csrf xsrf allow empty random reset tokenizer tokenizers gpg gnupg pgp pull existing hashing".split()
)
_LAST = frozenset(
    "file files path paths dir directory mount volume location arn alias id ids ref reference name names user username "
    "email label tag region bucket url urls uri endpoint host hostname port server sock socket store manager backend "
    "backends provider providers lookup template version type types method mode strategy format charset algorithm alg "
    "algo issuer audience realm header headers prefix suffix scope scopes length size count limit max min ttl age "
    "window interval period timeout expire expires expiry expiration days hours minutes seconds sec ms rotation enabled "
    "disabled require required policy hint field column table param parameter index group class handler generator "
    "converter validation validator checking check cache keyserver keyring cert certificate certdir extras options opts "
    "flags tokenizer tokenizers tokenize "
    # Not credentials either, by the same reasoning: where it comes from, what it is for, how it is checked.
    "source sources domain domains address addr state status kind level style engine driver service plugin module "
    "command script tool rule rules regex pattern separator delimiter encoding filter retries attempts rate quota "
    "attribute attributes usage requests minute second hour day hasher encoder formatter helper args arguments rounds iterations cost "
    "strength namespace queue topic role roles permission permissions grant claim claims project tenant chart image repo "
    "repository branch commit digest checksum message error bits bytes chars characters digits revision date time "
    "sha md fingerprint thumbprint mandatory allowed supported lifetime lifespan validity duration delay threshold budget grace leeway skew".split()
)

_PASSWORD = frozenset(
    "passwords passphrase pwd pw psw pword rootpw adminpw userpw dbpw bindpw passcode passcodes".split()
)
# The same in other languages, where no list knows what the words behind it say: at the end of a name, or as a secret.
_FOREIGN = frozenset(
    "passwort kennwort senha contrasena contraseña clave mdp passe motdepasse wachtwoord".split()
)
_SECRET = frozenset("secret secrets credential credentials creds psk mnemonic authtoken accesstoken".split())
# Words that end in `pass` and mean something else.
_NO_PASS = tuple(
    "bypass compass trespass overpass underpass encompass surpass multipass lowpass highpass bandpass".split()
)
_GLUED_KEYS = tuple(
    "apikey encryptionkey signingkey cryptkey masterkey accesskey secretkey privatekey authkey sessionkey storagekey accountkey licensekey hmackey fernetkey".split()
)
_TOKEN = frozenset(
    "token tokens bearer pat apitoken bottoken admintoken usertoken apptoken refreshtoken sessiontoken deploytoken".split()
)
_BEFORE_KEY = frozenset(
    "api access secret private priv encryption encrypt signing sign master license licence auth service account fernet "
    "session cookie app client hmac jwt shared storage admin subscription deploy ssh rsa aes crypto db database webhook "
    "otp rpc server internal crypt".split()
)
# Services whose keys people name after them: such a key needs evidence, for it may be an identifier.
_SERVICES = frozenset(
    "maps google stripe openai anthropic azure cosmos sendgrid mailgun mailchimp twilio algolia datadog newrelic pusher "
    "firebase fcm mapbox weather youtube bugsnag rollbar amplitude segment mixpanel honeycomb loggly intercom".split()
)
# What `docker build --check` looks for in names, and names with a key in them that say of themselves that it is none.
_BY_NAME = frozenset(
    "apikey auth credential credentials key passphrase password passwd pword secret token".split()
)
_NO_CREDENTIAL = frozenset("publishable primary foreign sort partition cache kms".split())
# Keys that find something, or that every visitor gets.
_LOOKED_UP = _NO_CREDENTIAL | frozenset(
    "project site client object s3 repo apt row record index lookup routing group registry host hosts trusted release write "
    "instrumentation tracking measurement recaptcha hcaptcha turnstile translation i18n feature event message dedup redis "
    "memcached etcd consul config json yaml map dict field column hash range tag label metadata state lock tfstate backend "
    "bucket file path verification verify verifying vapid".split()
)
_ENCRYPTS = frozenset("encryption encrypt signing".split())
_SHORT_LIVED = frozenset("path ttl expiry type format".split())

# Kind -> the least length of a value that counts.
LEAST_LENGTH = {"password": 2, "secret": 4, "token": 6, "key": 6, "weak": 8, "login": 8, "unsure": 16}
# Kinds of names that say too little by themselves: the value must look like a credential.
NEED_EVIDENCE = frozenset({"weak", "login", "unsure"})

_known: dict[str, str | None] = {}
# Enough for every name of a large repository, and no more for a hostile file.
_KNOWN_LIMIT = 5000


def may_name_credential(text: str) -> bool:
    """Can any name in this text be one that `classify` knows? A cheap look that mostly says no."""
    lower = text.lower()
    # A loop, not a generator: this is asked of every line.
    for hint in _HINTS:  # noqa: SIM110
        if hint in lower:
            return True
    return False


def classify(name: str) -> str | None:
    """The kind of credential a name announces: password, secret, token, key, login, weak, unsure; None when it announces none."""
    try:
        return _known[name]
    except KeyError:
        pass
    kind = _classify(name) if len(name) <= 200 else None
    if len(_known) < _KNOWN_LIMIT:
        _known[name] = kind
    return kind


def sounds_like_credential(name: str) -> bool:
    """Would a check that goes by names alone take this for a credential? `classify` asks for more than a bare `key`."""
    if classify(name) is not None:
        return True
    words = _telling(tokens_of(name[:200]))
    return not _BY_NAME.isdisjoint(words) and _NO_CREDENTIAL.isdisjoint(words)


def is_listed(name: str, entries: tuple[str, ...]) -> bool:
    """Is a name one of these, where `*` stands for any characters?"""
    if not entries:
        return False
    from ecslint.image import fits  # noqa: PLC0415 - only where somebody has set a list

    return any(fits(entry, name) for entry in entries)


def tokens_of(name: str) -> list[str]:
    """The words of a name in lower case: split at `_`, `.`, `-` and other signs, and where camel case begins a word."""
    out: list[str] = []
    word = ""
    before = ""
    for at, char in enumerate(name):
        if not char.isalnum():
            if word:
                out.append(word)
            word, before = "", ""
            continue
        is_border = char.isupper() and (
            before.islower() or (before.isupper() and name[at + 1 : at + 2].islower() and len(word) > 1)
        )
        if is_border and word:
            out.append(word)
            word = ""
        word += char.lower()
        before = char
    if word:
        out.append(word)
    return out


def _classify(name: str) -> str | None:
    lower = name.lower()
    if not may_name_credential(lower) or lower in _NEVER:
        return None
    if lower in _ALWAYS:
        return _ALWAYS[lower]
    if (lower.startswith("bundle_") and "__" in lower) or lower.endswith("sftp_users"):
        # What Bundler logs in with at a host, `BUNDLE_GEMS__EXAMPLE__COM`, and the users of an SFTP server.
        return "login"
    words = tokens_of(name)
    if words[-2:] == ["secret", "id"] and not {"vault", "approle", "role"}.isdisjoint(words):
        # The half of an AppRole login that is kept secret.
        return "secret"
    if "auth" in words and (words[-2:] == ["user", "info"] or words[-1] == "users"):
        # Kafka's clients, proxies: `user:password`.
        return "login"
    words = _telling(words)
    kind = _kind(words) if words else None
    if kind in {"token", "key"} and not _SHORT_LIVED.isdisjoint(words[-2:]) and _kind(words[-1:]) is None:
        return None
    return kind


def _telling(words: list[str]) -> list[str]:
    """The words of a name without numbers behind them; none where one of them says that it is about something else."""
    # PASSWORD2, API_KEY_1: the number says which one, not what it is.
    words = [word.rstrip("0123456789") or word for word in words]
    while len(words) > 1 and words[-1].isdigit():
        words.pop()
    if not words or words[0] in _FIRST or words[-1] in _LAST or not _ANYWHERE.isdisjoint(words):
        return []
    return words


def _kind(words: list[str]) -> str | None:
    if any(word in _PASSWORD or _ends_as_password(word) for word in words):
        return "password"
    if not _FOREIGN.isdisjoint(words):
        return "password" if words[-1] in _FOREIGN else "secret"
    if any(word in _SECRET or word.endswith(("secret", *_GLUED_KEYS)) for word in words):
        return "secret"
    if not _TOKEN.isdisjoint(words):
        return "token"
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in {"key", "keys"} and ((before in _BEFORE_KEY and "kms" not in words) or after == "base"):
            return "key"
    if len(words) > 1 and words[-1] in {"key", "keys"}:
        if not _ENCRYPTS.isdisjoint(words):
            return "key"
        if words[-2] in _SERVICES:
            return "weak"
        if _LOOKED_UP.isdisjoint(words):
            return "unsure"
    if len(words) > 1 and words[-1] in {"salt", "pepper"}:
        return "key"
    if len(words) > 1 and words[-1] == "cookie":
        # What nodes of Erlang know each other by, but also the name of a cookie.
        return "unsure"
    if words in (["key"], ["jwt"]):
        return "weak"
    if words[-1] == "auth":
        return "login"
    return None


def _ends_as_password(word: str) -> bool:
    return word.endswith(("password", "passwd", "pass")) and not word.endswith(_NO_PASS)
