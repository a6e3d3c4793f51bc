"""Downloads: what `curl` and `wget` are told to fetch, how, and where it goes."""

import re

from ecslint.dockerfile.instruction import Instruction
from ecslint.dockerfile.model import Executed
from ecslint.dockerfile.shell_command import Command
from ecslint.dockerfile.shell_options import Options
from ecslint.dockerfile.shell_values import certain_start
from ecslint.dockerfile.shell_words import Word
from ecslint.record import NamedTuple

# Options that take a value in the next word.
CURL_VALUES = frozenset(
    """-A -b -c -C -d -D -e -E -F -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z
    --abstract-unix-socket --alt-svc --aws-sigv4 --cacert --capath --cert --cert-type --ciphers --config --connect-timeout
    --connect-to --continue-at --cookie --cookie-jar --create-file-mode --crlfile --curves --data --data-ascii --data-binary
    --data-raw --data-urlencode --delegation --dns-interface --dns-ipv4-addr --dns-ipv6-addr --dns-servers --doh-url
    --dump-header --ech --egd-file --engine --etag-compare --etag-save --expect100-timeout --form --form-string --ftp-account
    --ftp-method --ftp-port --happy-eyeballs-timeout-ms --haproxy-clientip --header --hostpubmd5 --hostpubsha256 --hsts
    --interface --ipfs-gateway --json --keepalive-cnt --keepalive-time --key --key-type --libcurl --limit-rate --local-port
    --login-options --mail-from --mail-rcpt --max-filesize --max-redirs --max-time --netrc-file --noproxy --oauth2-bearer
    --output --output-dir --parallel-max --pass --pinnedpubkey --preproxy --proto --proto-default --proto-redir --proxy
    --proxy-cacert --proxy-capath --proxy-cert --proxy-ciphers --proxy-header --proxy-key --proxy-pass --proxy-user --pubkey
    --quote --random-file --range --rate --referer --request --request-target --resolve --retry --retry-delay
    --retry-max-time --service-name --socks4 --socks4a --socks5 --socks5-hostname --speed-limit --speed-time --stderr
    --telnet-option --time-cond --tls-max --tls13-ciphers --tlsuser --tlspassword --trace --trace-ascii --trace-config
    --unix-socket --upload-file --url --url-query --user --user-agent --variable --write-out""".split()
)
WGET_VALUES = frozenset(
    """-a -A -B -D -e -i -I -l -o -O -P -Q -R -t -T -U -w -X
    --accept --accept-regex --append-output --base --bind-address --body-data --body-file --ca-certificate --ca-directory
    --certificate --certificate-type --ciphers --compression --connect-timeout --crl-file --cut-dirs --default-page
    --directory-prefix --dns-timeout --domains --egd-file --exclude-directories --exclude-domains --execute --ftp-password
    --ftp-user --header --hsts-file --http-password --http-user --ignore-tags --include-directories --input-file --level
    --limit-rate --load-cookies --local-encoding --max-redirect --method --output-document --output-file --password
    --pinnedpubkey --post-data --post-file --prefer-family --private-key --private-key-type --progress --proxy-password
    --proxy-user --quota --random-file --read-timeout --referer --regex-type --reject --reject-regex --rejected-log
    --report-speed --restrict-file-names --retry-on-http-error --save-cookies --secure-protocol --start-pos --timeout --tries
    --user --user-agent --wait --waitretry --warc-file""".split()
)
# Hosts that never leave the machine: itself, and the metadata services of clouds.
_LOCAL_HOST = (
    r"localhost|.*\.localhost|127\.[0-9.]+|0\.0\.0\.0|169\.254\.[0-9.]+|\[::1\]|host\.docker\.internal"
)
_IN_SCHEME = {ord(sign): None for sign in "+.-"}
_BARE = r"(?:(?i:localhost)|(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9]+)(?=[:/?#]|\Z)"


class Download(NamedTuple):
    """One run of `curl` or `wget`: its options, and the words that are addresses."""

    command: Command
    program: str
    options: Options
    addresses: tuple[Word, ...]

    @property
    def is_to_stdout(self) -> bool:
        """Does what it fetches go to its standard output?"""
        if self.program == "wget":
            return self.options.value("-O", "--output-document") in {"-", "/dev/stdout"}
        if self.options.has("-O", "--remote-name", "--remote-name-all"):
            return False
        return not self.options.has("-o", "--output") or self.options.value("-o", "--output") in {
            "-",
            "/dev/stdout",
        }


def download(command: Command) -> Download | None:
    """The download that a command is, None for any other command; pass it `unwrapped`."""
    name = command.name
    if name == "curl":
        options = command.options(CURL_VALUES)
        more = [one.value_word for one in options.given if one.name == "--url" and one.value_word is not None]
        return Download(command, name, options, (*options.operands, *more))
    if name == "wget":
        options = command.options(WGET_VALUES)
        return Download(command, name, options, options.operands)
    return None


def downloads_of(executed: Executed) -> list[Download]:
    """The downloads in an instruction, in the order of the text."""
    return [found for command in executed.calls("curl", "wget") if (found := download(command)) is not None]


def scheme_and_host(instruction: Instruction, word: Word) -> tuple[str, str] | None:
    """The scheme and the host of an address, in lower case; the host is empty if it is not certain.

    Without a scheme `http` is meant. None if it is not certain what the address is.
    """
    text, is_whole = certain_start(instruction, word)
    return split_address(text, is_whole=is_whole)


def split_address(text: str, *, is_whole: bool) -> tuple[str, str] | None:
    """The scheme and the host of an address, of which there may be more if it is not whole; see `scheme_and_host`."""
    scheme, sign, rest = text.partition("://")
    if sign and _is_scheme(scheme):
        host, is_ended = _host(rest)
    else:
        match = re.match(_BARE, text)
        if match is None:
            return None
        scheme, host, is_ended = "http", match[0], match.end() < len(text)
    # A host at whose end the unknown begins may go on.
    return scheme.lower(), host.lower() if is_whole or is_ended else ""


def _is_scheme(text: str) -> bool:
    return text[:1].isalpha() and text.isascii() and text.translate(_IN_SCHEME).isalnum()


def _host(rest: str) -> tuple[str, bool]:
    """The host at the beginning of what follows `://`, without a login, and whether something ends it."""
    authority = rest
    for sign in "/?#":
        authority = authority.partition(sign)[0]
    host = authority.rpartition("@")[2]
    if host.startswith("[") and "]" in host:
        host = host[: host.index("]") + 1]
    else:
        host = host.partition(":")[0]
    return host, len(rest) > len(authority) or not authority.endswith(host)


def is_local(host: str) -> bool:
    """Is it the machine itself, or a link-local address such as the metadata service of a cloud?"""
    return re.fullmatch(_LOCAL_HOST, host) is not None
