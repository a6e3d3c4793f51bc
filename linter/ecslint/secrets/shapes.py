"""The formats of provider tokens, as data: one line per format, turned into a pattern on first use.

A format is literal text with groups in braces: `{36n}` is 36 letters and digits, `{20-60u.=}` 20 to 60 characters
of base64url, dot and equals sign, `{100+b}` at least 100. `(a|b)` lists alternatives, `^` marks where the secret
part begins when the text before it is no part of the secret.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

# The letter of an alphabet in a format -> its characters inside a character class.
ALPHABETS = {
    "d": "0-9",
    "h": "0-9a-f",
    "H": "0-9A-Fa-f",
    "l": "0-9a-z",
    "f": "0-9a-h",
    "A": "0-9A-Z",
    "L": "A-Za-z",
    "z": "a-z",
    "n": "0-9A-Za-z",
    "w": "0-9A-Za-z_",
    "u": "0-9A-Za-z_-",
    "b": "0-9A-Za-z+/",
    "p": "0-9A-Za-z+/%",
}
UUID = "{8H}-{4H}-{4H}-{4H}-{12H}"
# What a group without an upper bound may hold: quantifiers are bounded so that no text can cost seconds.
OPEN_END = 4000

# The shortest of the formats has this many characters, its literal included.
SHORTEST = 15

# Literals that a text must hold for the format to be worth a look; provider; format. A provider that ends in `*`
# has a prefix that ordinary text has too: such a token needs a letter, a digit and a stricter boundary as well.
FORMATS: tuple[tuple[str, str, str], ...] = (
    ("AKIA ASIA ABIA ACCA", "AWS access key id", "(AKIA|ASIA|ABIA|ACCA){16A}"),
    ("ABSK", "Amazon Bedrock API key", "ABSK{109-269b}"),
    ("bedrock-api-key-", "Amazon Bedrock API key", "bedrock-api-key-{20+b}"),
    ("amzn.mws.", "Amazon MWS token", "amzn.mws.{uuid}"),
    ("AIza", "Google API key", "AIza{35u}"),
    ("ya29.", "Google OAuth token", "ya29.{20-300u}"),
    ("GOCSPX-", "Google OAuth client secret", "GOCSPX-{28u}"),
    ("AccountKey=", "Azure storage key", "AccountKey=^{43-90b}"),
    ("SharedAccessKey=", "Azure shared access key", "SharedAccessKey=^{43-90b}"),
    ("Q~", "Azure client secret", "{3n_~.}{1d}Q~{31-34n_~.-}"),
    ("sig=", "Azure SAS signature", "sig=^{40-80p}"),
    ("dop_v1_ doo_v1_ dor_v1_", "DigitalOcean token", "(dop|doo|dor)_v1_{64h}"),
    ("LTAI", "Alibaba access key id", "LTAI{20n}"),
    ("AQVN", "Yandex API key", "AQVN{35-38u}"),
    ("t1.", "Yandex IAM token*", "t1.{10-300u=}.{86u}"),
    ("YC", "Yandex secret key*", "YC{38u}"),
    ("HRKU-AA", "Heroku API key", "HRKU-AA{58u}"),
    ("tk-us-", "Scalingo token", "tk-us-{48u}"),
    ("fo1_", "Fly.io token", "fo1_{43u}"),
    ("fm1a_ fm1r_ fm2_", "Fly.io token", "(fm1a|fm1r|fm2)_{100+b}"),
    ("sha256~", "OpenShift token", "sha256~{43u}"),
    ("v1.0-", "Cloudflare origin CA key", "v1.0-{24h}-{146h}"),
    ("sbp_", "Supabase token", "sbp_{40h}"),
    ("sb_secret_", "Supabase secret key", "sb_secret_{30-50u}"),
    ("pscale_tkn_ pscale_pw_ pscale_oauth_", "PlanetScale token", "pscale_(tkn|pw|oauth)_{32-64u.=}"),
    ("4b1d", "ClickHouse Cloud key*", "4b1d{38n}"),
    ("dapi", "Databricks token", "dapi{32h}-{1d}"),
    ("dapi", "Databricks token", "dapi{32h}"),
    ("tskey-auth- tskey-api- tskey-client- tskey-scim- tskey-webhook-", "Tailscale key", "tskey-(auth|api|client|scim|webhook)-{20-80u}"),
    ("ghp_ gho_ ghu_ ghs_ ghr_", "GitHub token", "(ghp|gho|ghu|ghs|ghr)_{36n}"),
    ("ghs_", "GitHub app token", "ghs_{1-20d}_eyJ{10-600u}.eyJ{10-2000u}.{10-600u}"),
    ("github_pat_", "GitHub fine-grained token", "github_pat_{82w}"),
    ("glpat- gldt- glrt- glptt- glft- glimt- glagent- glsoat- glffct- gloas-", "GitLab token", "(glpat|gldt|glrt|glptt|glft|glimt|glagent|glsoat|glffct|gloas)-{20-120u.=}"),
    ("glcbt-", "GitLab CI token", "glcbt-{20-60u}"),
    ("GR1348941", "GitLab runner token", "GR1348941{20u}"),
    ("_gitlab_session=", "GitLab session cookie", "_gitlab_session=^{32l}"),
    ("npm_", "npm token", "npm_{36n}"),
    ("pypi-AgEIcHlwaS5vcmc", "PyPI token", "pypi-AgEIcHlwaS5vcmc{50+u}"),
    ("rubygems_", "RubyGems key", "rubygems_{48h}"),
    ("oy2", "NuGet key*", "oy2{43l}"),
    ("CLOJARS_", "Clojars token", "CLOJARS_{60n}"),
    ("dckr_pat_ dckr_oat_", "Docker Hub token", "dckr_(pat|oat)_{27-40u}"),
    ("AKCp", "Artifactory key", "AKCp{69n}"),
    ("cmVmd", "Artifactory token", "cmVmd{59n}"),
    ("ATATT3 ATCTT3", "Atlassian token", "(ATATT3|ATCTT3){100-250u=}"),
    ("sgp_", "Sourcegraph token", "sgp_{16H}_{40H}"),
    ("sgp_local_", "Sourcegraph token", "sgp_local_{40H}"),
    ("sgp_", "Sourcegraph token", "sgp_{40H}"),
    ("slk_", "Sourcegraph licence key", "slk_{64h}"),
    ("squ_ sqp_ sqa_", "SonarQube token", "(squ|sqp|sqa)_{40h}"),
    ("API-", "Octopus Deploy key*", "API-{26A}"),
    ("pat. sat.", "Harness token", "(pat|sat).{22u}.{24n}.{20n}"),
    ("PMAK-", "Postman key", "PMAK-{24h}-{34h}"),
    ("lin_api_", "Linear key", "lin_api_{40n}"),
    ("rdme_", "ReadMe key", "rdme_{70l}"),
    ("sdk- api-", "LaunchDarkly key*", "(sdk|api)-{uuid}"),
    ("hvs. hvb.", "HashiCorp Vault token", "(hvs|hvb).{24-300u}"),
    ("s.", "HashiCorp Vault token*", "s.{24n}"),
    (".atlasv1.", "Terraform Cloud token", "{14n}.atlasv1.{60-70u=}"),
    ("pul-", "Pulumi token", "pul-{40h}"),
    ("ico-", "Infracost key*", "ico-{32n}"),
    ("pnu_", "Prefect key", "pnu_{36n}"),
    ("dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", "Doppler token", "dp.(pt|st|ct|sa|scim|audit).{40-60u.}"),
    ("ops_eyJ", "1Password service account token", "ops_eyJ{200+b}"),
    ("A3-", "1Password secret key", "A3-{6A}-{11A}-{5A}-{5A}-{5A}"),
    ("A3-", "1Password secret key", "A3-{6A}-{6A}-{5A}-{5A}-{5A}-{5A}"),
    ("AGE-SECRET-KEY-1", "age secret key", "AGE-SECRET-KEY-1{58A}"),
    ("glc_", "Grafana Cloud token", "glc_{32-400b}"),
    ("glsa_", "Grafana service account token", "glsa_{32n}_{8h}"),
    ("eyJrIjoi", "Grafana API key", "eyJrIjoi{70-400n}"),
    ("dt0", "Dynatrace token", "dt0{1z}{2d}.{24n}.{64n}"),
    ("sntrys_eyJ", "Sentry token", "sntrys_eyJ{60-500b_=}"),
    ("sntryu_", "Sentry token", "sntryu_{64h}"),
    ("NRAK-", "New Relic key", "NRAK-{27n}"),
    ("NRII-", "New Relic key", "NRII-{32u}"),
    ("NRJS-", "New Relic browser key", "NRJS-{19h}"),
    ("NRAL", "New Relic licence key", "{36h}NRAL"),
    ("T3BlbkFJ", "OpenAI key", "sk-{20-120u}T3BlbkFJ{20-100u}"),
    ("sk-ant-api03- sk-ant-admin01- sk-ant-oat01- sk-ant-sid01-", "Anthropic key", "sk-ant-(api03|admin01|oat01|sid01)-{80-120u}"),
    ("sk-or-v1-", "OpenRouter key", "sk-or-v1-{64h}"),
    ("pplx-", "Perplexity key", "pplx-{48n}"),
    ("gsk_", "Groq key", "gsk_{52n}"),
    ("xai-", "xAI key", "xai-{80n}"),
    ("r8_", "Replicate token", "r8_{37n}"),
    ("figd_", "Figma token", "figd_{40-60u}"),
    ("whsec_", "Webhook signing secret", "whsec_{32-80b}"),
    ("hf_", "Hugging Face token", "hf_{34L}"),
    ("api_org_", "Hugging Face organisation token", "api_org_{34L}"),
    ("xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs-", "Slack token", "(xoxa|xoxb|xoxe|xoxo|xoxp|xoxr|xoxs)-{10-250u}"),
    ("xoxe.xoxb- xoxe.xoxp-", "Slack token", "xoxe.(xoxb|xoxp)-{10-250u}"),
    ("xapp-", "Slack app token", "xapp-{1d}-{5-30n}-{5-30d}-{20-100l}"),
    ("hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/", "Slack webhook", "hooks.slack.com/(services|workflows|triggers)/^{30-80b}"),
    ("webhook.office.com/webhookb2/", "Teams webhook", "webhook.office.com/webhookb2/^{uuid}@{uuid}/IncomingWebhook/{32l}"),
    ("discord.com/api/webhooks/ discordapp.com/api/webhooks/", "Discord webhook", "(discord|discordapp).com/api/webhooks/^{17-20d}/{60-80u}"),
    (":A", "Telegram bot token", "{6-16d}:A{34u}"),
    ("SK", "Twilio key*", "SK{32H}"),
    ("SG.", "SendGrid key", "SG.{16-32u}.{32-64u}"),
    ("SG.", "SendGrid key", "SG.{66u.}"),
    ("xkeysib-", "Brevo key", "xkeysib-{64h}-{16n}"),
    ("key- pubkey-", "Mailgun key*", "(key|pubkey)-{32h}"),
    ("-us", "Mailchimp key", "{32h}-us{1-2d}"),
    ("sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_", "Stripe key", "(sk|rk)_(live|test|prod)_{10-99n}"),
    ("sq0atp- sq0csp-", "Square token", "(sq0atp|sq0csp)-{22-60u}"),
    ("EAAA", "Square token", "EAAA{60u}"),
    ("access_token$production$ access_token$sandbox$", "Braintree token", "access_token$(production|sandbox)${16l}${32h}"),
    ("shpat_ shpca_ shppa_ shpss_", "Shopify token", "(shpat|shpca|shppa|shpss)_{32H}"),
    ("shippo_live_ shippo_test_", "Shippo token", "shippo_(live|test)_{40H}"),
    ("EZAK EZTK", "EasyPost key", "(EZAK|EZTK){54n}"),
    ("duffel_live_ duffel_test_", "Duffel token", "duffel_(live|test)_{43u}"),
    ("FLWSECK_TEST-", "Flutterwave key", "FLWSECK_TEST-{12-32f}"),
    ("FLWSECK_TEST", "Flutterwave key", "FLWSECK_TEST{12-32f}"),
    ("pat", "Airtable token", "pat{14n}.{64h}"),
    ("ntn_", "Notion token", "ntn_{11d}{35n}"),
    ("tfp_", "Typeform token", "tfp_{59u.=}"),
    ("EAAM EAAC", "Facebook token", "(EAAM|EAAC){100-300n}"),
    ("_mmk", "MaxMind key", "{6n}_{29n}_mmk"),
    ("sm_pat_ sm_aat_ sm_sat_", "SettleMint token", "sm_(pat|aat|sat)_{16n}"),
    ("fio-u-", "Frame.io token", "fio-u-{64u}"),
    ("s-s4t2ud- s-s4t2af-", "42 key", "s-s4t2(ud|af)-{64h}"),
    (".acc", "Authress key", "(sc|ext|scauth|authress)_{5-30n}.{4-6n}.acc(_|-){5-40u}.{30-120b}"),
    ("eyJ", "JSON Web Token", "eyJ{10-600u}.eyJ{10-4000u}.{10-1000u}"),
    ("ZXlK", "JSON Web Token", "ZXlK{60+b}"))  # fmt: skip


class Shape:
    """One format, ready to match.

    `literals` are what the prefilter looks for; `heads` the public texts a token can begin with, longest first;
    `is_leading` tells whether a token begins with the literal, otherwise `lead` says from where to where before it a
    token can begin; `is_fixed` whether all tokens of one head have the same length; `is_weak` whether the head alone says little.
    """

    __slots__ = (
        "_pattern",
        "heads",
        "is_fixed",
        "is_leading",
        "is_weak",
        "lead",
        "literals",
        "provider",
        "spec",
    )

    def __init__(self, literals: str, provider: str, spec: str) -> None:
        self.literals = tuple(literals.split())
        self.is_weak = provider.endswith("*")
        self.provider = provider.removesuffix("*")
        self.spec = spec.replace("{uuid}", UUID)
        self._pattern: re.Pattern[str] | None = None
        start, _, rest = self.spec.partition("{")[0].partition("(")
        starts = tuple(start + word for word in rest.partition(")")[0].split("|"))
        self.is_leading = start + rest != "" and self.literals[0].startswith(starts)
        self.lead = (0, 0) if self.is_leading else _lead(self.spec, self.literals[0], max(map(len, starts)))
        public = self.literals if self.is_leading else tuple(word for word in starts if word)
        self.heads = () if "^" in spec else tuple(sorted(public, key=len, reverse=True))
        self.is_fixed = all(
            low == high and alphabet != "b" for (low, high, alphabet, _), _ in _groups(self.spec)
        )

    @property
    def pattern(self) -> re.Pattern[str]:
        """What matches it from its first character on; group 1 is the secret part."""
        if self._pattern is None:
            self._pattern = re.compile(_expression(self.spec))
        return self._pattern

    def may_begin(self, text: str, after: int) -> bool:
        """A cheap look at what follows the literal: spares compiling a pattern for `path` when `pat` is wanted."""
        if not self.is_leading and self.provider in _SHORT_TAILS:
            return True
        window = text[after : after + 9]
        return len(window) == 9 and not window.strip(_TOKEN_CHARACTERS)

    def __repr__(self) -> str:
        return f"<Shape {self.provider}>"


# After the literal of these comes little or nothing.
_SHORT_TAILS = frozenset({"New Relic licence key", "MaxMind key", "Mailchimp key"})
_TOKEN_CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-+/=.~%$"


def _groups(spec: str) -> Iterator[tuple[tuple[int, int, str, str], str]]:
    """Each group as (least, most, alphabet, further characters), with the literal text that follows it."""
    for piece in spec.split("{")[1:]:
        group, _, text = piece.partition("}")
        digits = len(group) - len(group.lstrip("0123456789-+"))
        numbers, alphabet, extra = group[:digits], group[digits], group[digits + 1 :]
        low, _, high = numbers.rstrip("+").partition("-")
        yield (int(low), OPEN_END if "+" in numbers else int(high or low), alphabet, extra), text


def _lead(spec: str, literal: str, head: int) -> tuple[int, int]:
    """How many characters can stand before a literal in the middle of a format: most and least."""
    most = least = head
    for (low, high, _, _), text in _groups(spec[: spec.index(literal)]):
        least += low + len(text)
        most += high + len(text)
    return most, 0 if head else least


def _expression(spec: str) -> str:
    head = spec.partition("{")[0]
    out = ["" if "^" in spec else "(", _literal(head)]
    for (low, high, alphabet, extra), text in _groups(spec):
        inside = ALPHABETS[alphabet]
        # A hyphen that means itself stands last in a character class.
        hyphen = "-" if inside.endswith("-") or "-" in extra else ""
        bounds = f"{{{low}}}" if low == high else f"{{{low},{high}}}"
        out.append(f"[{inside.removesuffix('-')}{extra.replace('-', '')}{hyphen}]{bounds}")
        if alphabet == "b":
            out.append("={0,2}")
        out.append(_literal(text))
    return "".join(out) + ")"


def _literal(text: str) -> str:
    escaped = text.replace(".", r"\.").replace("$", r"\$")
    # Alternatives capture nothing: group 1 is the secret part.
    return escaped.replace("(", "(?:").replace("^", "(")


# The first two characters of literals -> each literal that begins like this, and the index of its format.
_by_beginning: dict[tuple[str, str], list[tuple[str, int]]] = {}
_built: dict[int, Shape] = {}


# The search and the masks ask for the text of the same file one after the other.
@lru_cache(maxsize=2)
def shapes_for(text: str) -> tuple[Shape, ...]:
    """The formats of which a literal occurs in the text; each is built when it is needed first."""
    if not _by_beginning:
        for index, row in enumerate(FORMATS):
            for literal in row[0].split():
                _by_beginning.setdefault((literal[0], literal[1]), []).append((literal, index))
    # No token holds blanks, and most words are shorter than any token; one that is continued on the next line may be cut.
    long = "\n".join({word for word in text.split() if len(word) >= SHORTEST or word[-1] in "\\`"})
    # All pairs of characters at once cost less than a search for each of many literals.
    beginnings = _by_beginning.keys() & set(pairwise(long))
    found = {
        index for beginning in beginnings for literal, index in _by_beginning[beginning] if literal in long
    }
    for index in found:
        if index not in _built:
            _built[index] = Shape(*FORMATS[index])
    return tuple([_built[index] for index in sorted(found)])
