"""`python -m launcher COMMAND`: what the Makefile calls."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launcher import backup, commands, demonstrating, starting
from launcher.errors import LauncherError
from launcher.settings import Settings

PREPARATIONS = ("database", "topics")
Action = Callable[[argparse.Namespace, Settings], int | None]


def _prepare(options: argparse.Namespace, settings: Settings) -> None:
    from launcher import prepare  # noqa: PLC0415 - brings in the clients of PostgreSQL and Kafka; `ps` needs neither

    vault = commands.vault_of(settings)
    is_database = options.step == "database"
    asyncio.run(prepare.prepare_database(settings, vault) if is_database else prepare.prepare_topics(settings))


def _demo(_: argparse.Namespace, settings: Settings) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        demonstrating.demo(settings)


def _client(options: argparse.Namespace, settings: Settings) -> None:
    from launcher import client  # noqa: PLC0415 - only here

    (client.check if options.check else client.write)(settings.root)


def _nginx_config(options: argparse.Namespace, _: Settings) -> None:
    from launcher import nginx  # noqa: PLC0415 - only here

    nginx.write_container_configuration(options.folder)


def _logs(options: argparse.Namespace, settings: Settings) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        commands.logs(settings, options.name)


ACTIONS: dict[str, Action] = {
    "up": lambda options, settings: starting.up(settings, stores_only=options.stores_only),
    "run": lambda options, settings: starting.run(settings, stores_only=options.stores_only),
    "demo": _demo,
    "down": lambda _, settings: commands.down(settings),
    "ps": lambda options, settings: commands.ps(settings, as_json=options.json),
    "stop": lambda options, settings: commands.stop_one(settings, options.name),
    "start": lambda options, settings: commands.start_one(settings, options.name),
    "logs": _logs,
    "token": lambda _, settings: print(commands.token(settings)),
    "with": lambda options, settings: commands.run_with(settings, options.words),
    "service": lambda options, settings: commands.run_service(settings, options.name, options.words),
    "backup": lambda options, settings: backup.backup(settings, options.folder),
    "restore": lambda options, settings: backup.restore(settings, options.folder),
    "reset": lambda options, settings: commands.reset(settings, is_forced=options.force),
    "prepare": _prepare,
    "client": _client,
    "nginx-config": _nginx_config,
}


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="launcher", description=__doc__)
    actions = parser.add_subparsers(dest="command", required=True)
    for name, text in (("up", "start everything and wait until it is ready"), ("run", "be the supervisor")):
        actions.add_parser(name, help=text).add_argument("--stores-only", action="store_true")
    actions.add_parser("demo", help="start everything with a living network of virtual stations")
    actions.add_parser("down", help="stop everything in order")
    actions.add_parser("ps", help="show every process").add_argument("--json", action="store_true")
    actions.add_parser("stop", help="stop one process and keep it stopped").add_argument("name")
    actions.add_parser("start", help="start a stopped process").add_argument("name")
    actions.add_parser("logs", help="follow the logs").add_argument("name", nargs="?")
    actions.add_parser("token", help="print a bearer token")
    actions.add_parser("with", help="run a command that works with the product").add_argument("words", nargs="+")
    service = actions.add_parser("service", help="run a command of a service: list-dead-letters, replay-dead-letter …")
    service.add_argument("name")
    service.add_argument("words", nargs=argparse.REMAINDER)
    for name, text in (("backup", "write database and secrets to a folder"), ("restore", "read them back")):
        actions.add_parser(name, help=text).add_argument("folder", type=Path)
    actions.add_parser("reset", help="delete all data").add_argument("--force", action="store_true")
    actions.add_parser("prepare", help="a step before the services").add_argument(
        "step", choices=["database", "topics"]
    )
    actions.add_parser("client", help="regenerate routes and OpenAPI").add_argument("--check", action="store_true")
    actions.add_parser("nginx-config", help="write nginx's folder for the image").add_argument("folder", type=Path)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status of the command; 1 with a readable line on standard error when it could not be done."""
    options = build_parser().parse_args(arguments)
    try:
        return ACTIONS[options.command](options, Settings.load()) or 0
    except LauncherError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
