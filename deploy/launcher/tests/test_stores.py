"""Places and versions of the embedded servers."""

import hashlib
import os
from pathlib import Path

import pytest
from launcher import accounts, jars, kafka, migrations, postgres
from launcher.errors import LauncherError
from launcher.settings import ROOT, Settings

LOCK = ROOT / "deploy" / "kafka" / "kafka.lock"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary person runs everything as himself")


class TestPostgres:
    @as_root
    def test_data_move_out_of_a_folder_that_is_closed_to_others(self, tmp_path: Path) -> None:
        (tmp_path / "closed").mkdir(mode=0o700)
        server = postgres.locate(Settings.load({"DATA_DIR": str(tmp_path / "closed" / "var")}))
        assert server.home.parent == postgres.SHARED_HOME
        assert server.account in accounts.CANDIDATES

    def test_a_cluster_of_another_version_is_refused(self, tmp_path: Path) -> None:
        server = postgres.Postgres(postgres.locate(Settings.load({})).binaries, tmp_path, None)
        server.data.mkdir()
        (server.data / "PG_VERSION").write_text("15\n")
        with pytest.raises(LauncherError, match="PostgreSQL 15"):
            postgres.initialize(server, "password")

    def test_the_lock_of_a_stranger_with_the_same_number_is_removed(self, tmp_path: Path) -> None:
        server = postgres.Postgres(tmp_path, tmp_path, None)
        server.data.mkdir()
        (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
        postgres.forget_dead_postmaster(server)
        assert not (server.data / "postmaster.pid").exists()


class TestKafka:
    def test_the_lock_names_46_jars_with_digests(self) -> None:
        names = jars.read_lock(LOCK)
        assert len(names) == len({jar.file_name for jar in names}) == 46
        assert all(len(bytes.fromhex(jar.sha256)) == 32 for jar in names)

    def test_the_cache_has_exactly_these_jars(self) -> None:
        folder = jars.libraries(LOCK, Settings.load().cache_dir)
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jar")}
        assert found == {jar.file_name: jar.sha256 for jar in jars.read_lock(LOCK)}

    def test_properties_hold_our_paths_and_ports(self, tmp_path: Path) -> None:
        broker = kafka.Kafka(Path("java"), Path("jars"), tmp_path, LOCK.parent)
        text = kafka.write_properties(broker, 1, 2).read_text()
        assert "listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2\n" in text
        assert f"log.dirs={tmp_path}/logs" in text


class TestMigrations:
    def write(self, folder: Path, revision: str, down: str | None) -> None:
        versions = folder / "migrations" / "versions"
        versions.mkdir(parents=True, exist_ok=True)
        text = f'revision = "{revision}"\ndown_revision: str | None = {down!r}\n'
        (versions / f"{revision}.py").write_text(text)

    def test_the_head_is_what_nothing_continues(self, tmp_path: Path) -> None:
        self.write(tmp_path, "a", None)
        self.write(tmp_path, "b", "a")
        assert migrations.head_of(tmp_path) == "b"

    def test_two_heads_are_an_error(self, tmp_path: Path) -> None:
        for revision in ("a", "b"):
            self.write(tmp_path, revision, None)
        with pytest.raises(LauncherError, match="several migration heads: a, b"):
            migrations.head_of(tmp_path)

    async def test_a_schema_at_its_head_is_left_alone(self, tmp_path: Path) -> None:
        self.write(tmp_path, "a", None)
        assert await migrations.upgrade_behind({"stations": "a"}, {"stations": (tmp_path, "no url is needed")}) == []

    async def test_tables_of_a_newer_product_are_refused(self, tmp_path: Path) -> None:
        self.write(tmp_path, "a", None)
        with pytest.raises(LauncherError, match=r"stations .*newer version.*revision b, the latest here is a"):
            await migrations.upgrade_behind({"stations": "b"}, {"stations": (tmp_path, "no url is needed")})
