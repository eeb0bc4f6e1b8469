"""`python -m launcher COMMAND`: what the Makefile calls."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Sequence

from launcher import commands
from launcher.errors import LauncherError
from launcher.settings import Settings


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="launcher", description=__doc__)
    actions = parser.add_subparsers(dest="command", required=True)
    actions.add_parser("up", help="start everything and wait until it is ready")
    actions.add_parser("run", help="be the supervisor, in the foreground")
    actions.add_parser("down", help="stop everything in order")
    actions.add_parser("ps", help="show every process").add_argument("--json", action="store_true")
    actions.add_parser("logs", help="follow the logs").add_argument("name", nargs="?")
    actions.add_parser("token", help="print a bearer token")
    actions.add_parser("reset", help="delete all data").add_argument("--force", action="store_true")
    actions.add_parser("prepare", help="a step before the services").add_argument("step", choices=["database", "topics"])
    actions.add_parser("client", help="regenerate routes and merged OpenAPI").add_argument("--check", action="store_true")
    return parser


def dispatch(options: argparse.Namespace, settings: Settings) -> None:
    """Run the command that was asked for."""
    match options.command:
        case "up":
            commands.up(settings)
        case "run":
            commands.run(settings)
        case "down":
            commands.down(settings)
        case "ps":
            commands.ps(settings, as_json=options.json)
        case "logs":
            with contextlib.suppress(KeyboardInterrupt):
                commands.logs(settings, options.name)
        case "token":
            print(commands.token(settings))
        case "reset":
            commands.reset(settings, is_forced=options.force)
        case "prepare":
            asyncio.run(_prepare(options.step, settings))
        case "client":
            from launcher import client  # noqa: PLC0415 - as below

            client.write(settings.root) if not options.check else client.check(settings.root)


async def _prepare(step: str, settings: Settings) -> None:
    from launcher import prepare  # noqa: PLC0415 - brings in the clients of PostgreSQL and Kafka; `ps` needs neither

    vault = commands.vault_of(settings)
    await (prepare.prepare_database(settings, vault) if step == "database" else prepare.prepare_topics(settings))


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 with a readable line on standard error."""
    try:
        dispatch(build_parser().parse_args(arguments), Settings.load())
    except LauncherError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
