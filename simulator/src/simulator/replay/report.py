"""The table at the end of a replay, and the same as JSON."""

import json
from typing import Any

from rich.console import Console
from rich.table import Table

from simulator.replay.comparison import Comparison, Kind
from simulator.replay.result import ReplayResult

SHOWN_DIFFERENCES = 30


def summary_line(result: ReplayResult) -> str:
    """What was really sent, in all and per station, as one line of JSON."""
    by_station: dict[str, dict[str, int]] = {}
    for session in result.sent:
        sums = by_station.setdefault(session.session.station_number, {"sessions": 0, "energy_wh": 0})
        sums["sessions"] += 1
        sums["energy_wh"] += session.session.energy_wh
    summary = {
        "data_set": result.plan.data_set.name,
        "stations": len(by_station),
        "sessions": len(result.sent),
        "energy_wh": sum(session.session.energy_wh for session in result.sent),
        "rejected": {str(reason): count for reason, count in sorted(result.plan.rejected.items())},
        "is_equal": result.is_equal,
        "by_station": by_station,
    }
    return json.dumps(summary, ensure_ascii=False, separators=(",", ":"))


def print_result(console: Console, result: ReplayResult) -> None:
    """Rows by fate, sums side by side, the differences."""
    console.print(rows_table(result))
    console.print(comparison_table(result.comparison))
    for difference in result.comparison.differences[:SHOWN_DIFFERENCES]:
        console.print(f"  {difference.kind}: {difference.session}: {difference.text}", highlight=False)
    hidden = len(result.comparison.differences) - SHOWN_DIFFERENCES
    if hidden > 0:
        console.print(f"  … and {hidden} more", highlight=False)
    console.print("Everything is equal." if result.is_equal else "There are differences.", highlight=False)


def rows_table(result: ReplayResult) -> Table:
    """What became of the rows of the folder."""
    table = Table(title=f"{result.plan.data_set.name}: {result.plan.rows} rows", title_justify="left")
    table.add_column("rows")
    table.add_column("count", justify="right")
    table.add_row("played", str(len(result.sent)))
    for reason, count in sorted(result.plan.rejected.items()):
        table.add_row(f"not played: {reason}", str(count))
    return table


def comparison_table(comparison: Comparison) -> Table:
    """Sent and found side by side."""
    table = Table(title="Sent and found", title_justify="left")
    for name, justify in (("", "left"), ("sent", "right"), ("found", "right"), ("differences", "right")):
        table.add_column(name, justify="right" if justify == "right" else "left")
    count = comparison.count
    table.add_row("sessions", str(comparison.sent), str(comparison.found), str(count(Kind.missing)))
    table.add_row("doubled, unexpected", "", "", str(count(Kind.doubled) + count(Kind.unexpected)))
    table.add_row("not told to the end", "", "", str(count(Kind.not_told)))
    table.add_row("start and end", "", "", str(count(Kind.start) + count(Kind.end)))
    table.add_row(
        "energy, Wh", str(comparison.energy_sent_wh), str(comparison.energy_found_wh), str(count(Kind.energy))
    )
    money = count(Kind.amount) + count(Kind.not_priced)
    table.add_row("amount (reference)", str(comparison.amount_expected), str(comparison.amount_found), str(money))
    if comparison.earlier_versions:
        table.add_row("  by tariffs before an edit", "", str(comparison.earlier_versions), "")
    unpaid = count(Kind.payments) + count(Kind.payment_not_final)
    table.add_row("completed payments", "", str(comparison.payments_completed), str(unpaid))
    return table


def result_json(result: ReplayResult) -> dict[str, Any]:
    """The summary for machines: what was sent, what was found, what differs."""
    comparison = result.comparison
    return {
        "data_set": result.plan.data_set.name,
        "rows": result.plan.rows,
        "rejected": {str(reason): count for reason, count in sorted(result.plan.rejected.items())},
        "is_equal": result.is_equal,
        "delivery_seconds": round(result.delivery_seconds, 3),
        "settling_seconds": round(result.settling_seconds, 3),
        "reconnects": result.reconnects,
        "sent": [session.as_json() for session in result.sent],
        "comparison": {
            "sent": comparison.sent,
            "found": comparison.found,
            "energy_sent_wh": comparison.energy_sent_wh,
            "energy_found_wh": comparison.energy_found_wh,
            "amount_expected": str(comparison.amount_expected),
            "amount_found": str(comparison.amount_found),
            "payments_completed": comparison.payments_completed,
            "earlier_versions": comparison.earlier_versions,
        },
        "differences": [
            {"kind": str(difference.kind), "session": difference.session, "text": difference.text}
            for difference in comparison.differences
        ],
    }
