"""Options that `simulator fleet` and `simulator chaos` have in common."""

from pathlib import Path
from typing import Annotated

import typer

GATEWAY, REST_API = "ws://127.0.0.1:18100/ocpp", "http://127.0.0.1:8080/api/v1"
Url = Annotated[str, typer.Option(envvar="OCPP_URL", help="Gateway, before the key.")]
ApiUrl = Annotated[str, typer.Option(envvar="API_URL", help="Public REST API.")]
Token = Annotated[str | None, typer.Option(envvar="SIMULATOR_TOKEN", help="Bearer token.")]
ClientId = Annotated[str | None, typer.Option(envvar="API_CLIENT_ID", help="Gets tokens by itself.")]
ClientSecret = Annotated[str | None, typer.Option(envvar="API_CLIENT_SECRET")]
Stations = Annotated[int, typer.Option(min=1, max=5000)]
Mix = Annotated[str, typer.Option(help="Weights of the protocols.")]
SecretSeed = Annotated[str, typer.Option(envvar="SIMULATOR_SEED")]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the summary there, not to stdout.")]
