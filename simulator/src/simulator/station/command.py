"""`simulator station`."""

import asyncio
import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
import uvloop

from simulator.api import Access, Api, ApiError
from simulator.cars.catalogue import car_named, catalogue
from simulator.cars.curve import Car
from simulator.datasets.mapping import ConnectorKind
from simulator.faults.options import chosen_faults
from simulator.identity import DEFAULT_SEED, station_secret
from simulator.protocols import ProtocolName, Speech, speech
from simulator.replay.plan import StationPlan
from simulator.replay.progress import Silent
from simulator.replay.provision import provision_stations
from simulator.station.build import Blueprint
from simulator.station.live import live
from simulator.station.station import Behaviour
from simulator.wire import Address

EXIT_IMPOSSIBLE = 2
ZONE = "Europe/Moscow"


def station(
    url: Annotated[str, typer.Option(help="ws://host:port/ocpp/KEY")] = "ws://127.0.0.1:18100/ocpp/SIM1",
    secret: Annotated[str | None, typer.Option(help="Password; derived from the seed by default.")] = None,
    protocol: Annotated[ProtocolName, typer.Option(help="How the station speaks.")] = ProtocolName.ocpp16,
    connectors: Annotated[int, typer.Option(min=1, max=20)] = 2,
    kind: Annotated[str, typer.Option("--type", help="Connector type: ccs2, type2, chademo, gbt …")] = "ccs2",
    power: Annotated[int, typer.Option(help="Highest power of a connector in W.", min=1)] = 60_000,
    maker: Annotated[str, typer.Option()] = "Voltera",
    model: Annotated[str, typer.Option()] = "Virtual 60",
    firmware: Annotated[str, typer.Option()] = "1.0.0",
    car: Annotated[str | None, typer.Option(help="Part of a car's name in the catalogue.")] = None,
    soc: Annotated[float, typer.Option(help="State of charge of arriving cars, %.", min=0, max=100)] = 20,
    speed: Annotated[float, typer.Option(help="Simulated seconds of charging in a real one.", min=0.1)] = 1,
    interval: Annotated[int, typer.Option(help="Seconds between MeterValues.", min=1)] = 5,
    plug: Annotated[list[str] | None, typer.Option(help="At the start: N or N:CARD, repeatable.")] = None,
    arrives_after: Annotated[float, typer.Option(help="Car comes after a remote start; negative: never.")] = 1,
    leaves_after: Annotated[float, typer.Option(help="Car leaves after a remote stop; negative: never.")] = 5,
    fault: Annotated[list[str] | None, typer.Option(help="drop=0.05,duplicate=0.1 …: see the README.")] = None,
    quirk: Annotated[list[str] | None, typer.Option(help="T1,M1 …: quirks of real chargers, see the README.")] = None,
    queue_file: Annotated[Path | None, typer.Option(help="Keeps untold messages over a restart.")] = None,
    auto_create: Annotated[bool, typer.Option("--auto-create", help="Create the station by the REST API.")] = False,
    api: Annotated[str, typer.Option(envvar="API_URL", help="Public REST API.")] = "http://127.0.0.1:8080/api/v1",
    token: Annotated[str | None, typer.Option(envvar="SIMULATOR_TOKEN")] = None,
    client_id: Annotated[str | None, typer.Option(envvar="API_CLIENT_ID")] = None,
    client_secret: Annotated[str | None, typer.Option(envvar="API_CLIENT_SECRET")] = None,
    seed: Annotated[str, typer.Option(envvar="SIMULATOR_SEED")] = DEFAULT_SEED,
) -> None:
    """Run one live station until it is interrupted; then print what it really sent as JSON.

    Orders can be typed: `plug 1 CARD`, `stop 1`, `unplug 1`, `fault 1`, `offline`, `online`, `status`.
    """
    logging.getLogger("ocpp").setLevel(logging.CRITICAL)
    address, plan = Address.of_url(url, secret), chosen_faults(fault, quirk)
    faults = plan.of_station(f"{seed}/{address.key}") if plan else None
    address = replace(address, faults=faults)
    if secret is None:
        address = replace(address, secret=station_secret(seed, address.key))
    blueprint = Blueprint(
        key=address.key,
        plugs={number: ConnectorKind("", kind, power) for number in range(1, connectors + 1)},
        car=chosen_car(car),
        maker=maker,
        model=model,
        firmware_version=firmware,
        meter_interval=interval,
        behaviour=Behaviour(speed, unless_negative(arrives_after), unless_negative(leaves_after), soc),
        queue_file=queue_file,
        seed=seed,
        faults=faults,
    )
    made, spoken = blueprint.build(), speech(protocol)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if auto_create:
            runner.run(create(Api(api, Access(token, client_id, client_secret)), blueprint, address, spoken))
        orders = [f"plug {order.replace(':', ' ', 1)}" for order in plug or []]
        runner.run(live(made, address, spoken.open_line, orders, say))
    typer.echo(json.dumps(made.summary(), indent=1))


def chosen_car(name: str | None) -> Car:
    """The car of that name, else one from the middle of the catalogue."""
    if name is None:
        return catalogue()[len(catalogue()) // 2]
    try:
        return car_named(name)
    except LookupError as error:
        raise typer.BadParameter(str(error)) from error


def unless_negative(seconds: float) -> float | None:
    """A negative time means never."""
    return None if seconds < 0 else seconds


def say(text: str) -> None:
    """For the person at the terminal; the standard output is kept for the summary."""
    typer.echo(text, err=True)


async def create(api: Api, blueprint: Blueprint, address: Address, spoken: Speech) -> None:
    """Create the station through the REST API unless it is there."""
    plan = StationPlan(blueprint.key, ZONE, blueprint.maker, blueprint.model, "", blueprint.plugs, ())
    try:
        async with api:
            await provision_stations(api, [plan], lambda _: address.secret or "", Silent(), spoken.station_protocol)
    except ApiError as error:
        say(f"The station could not be created: {error}")
        raise typer.Exit(EXIT_IMPOSSIBLE) from error
