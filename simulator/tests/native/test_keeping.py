"""The settings document of a native station: told once, told when it changes, told again when the server lacks it."""

from typing import Any

import pytest
from simulator.native.generated.messages import Command, SettingsDocument
from simulator.native.keeping import changed_settings, first_words, wanted_words

AT = "2026-11-25T10:00:00Z"


def documents(messages: Any) -> list[tuple[int, Any]]:
    return [(one.version, one.settings["language"]) for one in messages if isinstance(one, SettingsDocument)]


def test_told_once_and_with_every_change() -> None:
    notes: dict[str, Any] = {}
    assert documents(first_words(notes, AT)) == [(1, "ru")]
    assert documents(first_words(notes, AT)) == []
    command = Command(command_id="c", kind="change_station_settings", deadline=AT, parameters={"language": "en"})
    assert documents([changed_settings(command, notes, AT)]) == [(2, "en")]


@pytest.mark.parametrize(("held", "told"), [(None, []), (1, []), (0, [(1, "ru")]), (7, [(1, "ru")])])
def test_told_again_as_it_is_when_the_server_holds_another(held: int | None, told: list[Any]) -> None:
    notes: dict[str, Any] = {}
    list(first_words(notes, AT))
    assert documents(wanted_words(notes, held, AT)) == told
    assert documents(wanted_words(notes, 1, AT)) == [], "its version stays"
