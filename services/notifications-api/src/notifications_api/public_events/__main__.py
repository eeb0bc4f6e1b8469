"""`python -m notifications_api.public_events FOLDER`: writes schema and example of every event type."""

import json
import sys
from pathlib import Path

from notifications_api.public_events.bodies import example_body, schema_of
from notifications_api.public_events.catalogue import CATALOGUE


def write(folder: Path) -> None:
    for name in CATALOGUE:
        for end, body in ((".schema.json", schema_of(name)), (".json", example_body(name))):
            (folder / f"{name}{end}").write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
