"""What `python -m <package>` can do besides serving: print the OpenAPI document, look after dead letters.

python -m <package> list-dead-letters
python -m <package> replay-dead-letter ID … | --all
python -m <package> dismiss-dead-letter ID …
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import orjson

from common.dead_letters import DeadLetters

LIST, REPLAY, DISMISS = "list-dead-letters", "replay-dead-letter", "dismiss-dead-letter"
LETTER_ACTIONS = (LIST, REPLAY, DISMISS)
_SHOWN = ("id", "consumer", "topic", "partition", "offset", "key", "type", "attempts", "first_failed_at", "error")


def parse(service: str, arguments: Sequence[str] | None) -> argparse.Namespace:
    """action, role, letters (ids), all (bool)."""
    parser = argparse.ArgumentParser(prog=service)
    parser.add_argument("action", nargs="?", default="serve", choices=["serve", "openapi", *LETTER_ACTIONS])
    parser.add_argument("letters", nargs="*", type=UUID, metavar="ID", help="ids of dead letters")
    parser.add_argument("--all", action="store_true", help=f"with {REPLAY}: every letter, oldest first")
    parser.add_argument("--role", default="all", choices=["all", "api", "worker"])
    options = parser.parse_args(arguments)
    if options.action in {REPLAY, DISMISS} and not options.letters and not options.all:
        parser.error(f"{options.action} needs ids")
    if options.all and options.action != REPLAY:
        parser.error(f"--all goes with {REPLAY}")
    return options


def print_json(value: Any, *, indent: bool = False) -> None:
    text = orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2 if indent else None)
    sys.stdout.write(text.decode() + "\n")


def look_after(letters: DeadLetters, options: argparse.Namespace, close: Callable[[], Awaitable[None]]) -> int:
    """Carries out one of LETTER_ACTIONS; one JSON object a line; the exit status (1: something failed)."""

    async def run() -> int:
        try:
            return await _look_after(letters, options)
        finally:
            await close()

    return asyncio.run(run())


async def _look_after(letters: DeadLetters, options: argparse.Namespace) -> int:
    if options.action == LIST:
        for letter in await letters.all():
            print_json({name: getattr(letter, name) for name in _SHOWN})
        return 0
    ids = [letter.id for letter in await letters.all()] if options.all else options.letters
    work = letters.replay if options.action == REPLAY else letters.dismiss
    outcomes = [await _tried(work, letter_id) for letter_id in ids]
    return 0 if all(outcomes) else 1


async def _tried(work: Callable[[UUID], Awaitable[None]], letter_id: UUID) -> bool:
    try:
        await work(letter_id)
    except Exception as error:  # noqa: BLE001 - the operator sees the reason, the other letters go on
        print_json({"id": letter_id, "done": False, "error": repr(error)})
        return False
    print_json({"id": letter_id, "done": True})
    return True
