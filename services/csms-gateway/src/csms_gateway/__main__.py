"""`python -m csms_gateway` serves until SIGTERM; `python -m csms_gateway openapi` prints an empty document.

The gateway speaks websockets and three health pages; it has no HTTP API, so its OpenAPI has no paths.
"""

import argparse
import asyncio
import signal
import sys

import orjson
import uvloop
from common.telemetry import configure_logging, configure_tracing
from opentelemetry import trace

from csms_gateway.gateway import Gateway, running
from csms_gateway.settings import GatewaySettings

NAME = "csms-gateway"


async def serve(settings: GatewaySettings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    tracer = trace.get_tracer(NAME) if settings.otlp_endpoint else None
    async with running(Gateway(settings, tracer=tracer)):
        await stopped.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="csms-gateway")
    parser.add_argument("action", nargs="?", default="serve", choices=["serve", "openapi"])
    parser.add_argument("--role", default="all", choices=["all", "api", "worker"], help="one process does all")
    options = parser.parse_args()
    if options.action == "openapi":
        document = {"openapi": "3.1.0", "info": {"title": "csms-gateway", "version": "1"}, "paths": {}}
        sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    settings = GatewaySettings()
    configure_logging(NAME, settings.log_level)
    configure_tracing(NAME, settings.otlp_endpoint)
    uvloop.run(serve(settings))


if __name__ == "__main__":
    main()
