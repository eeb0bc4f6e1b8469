"""A program to be supervised: notes its life in a journal, serves /ready when asked to, may misbehave on purpose."""

import argparse
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("journal", type=Path)
    parser.add_argument("--port", type=int)
    parser.add_argument("--exit", type=int, help="end at once with this status")
    parser.add_argument("--deaf", action="store_true", help="ignore SIGTERM")
    parser.add_argument("--slow", type=float, default=0, help="seconds that a stop takes")
    parser.add_argument("--child", action="store_true", help="have a child that outlives us")
    return parser.parse_args()


def note(options: argparse.Namespace, what: str) -> None:
    with options.journal.open("a") as file:
        file.write(f"{options.name} {what} {os.getpid()}\n")


class Ready(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        return


def main() -> None:
    options = parse()
    if options.exit is not None:
        note(options, "started")
        sys.exit(options.exit)

    def stop(*_: object) -> None:
        note(options, "stopping")
        time.sleep(options.slow)
        note(options, "stopped")
        sys.exit(0)

    signal.signal(signal.SIGTERM, signal.SIG_IGN if options.deaf else stop)
    if options.child:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        note(argparse.Namespace(journal=options.journal, name=f"{options.name}-child-{child.pid}"), "born")
    server = HTTPServer(("127.0.0.1", options.port or 0), Ready)
    note(options, "started")
    print(f"{options.name} says hello", flush=True)
    server.serve_forever(0.02)


main()
