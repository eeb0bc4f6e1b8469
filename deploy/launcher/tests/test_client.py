"""The merged OpenAPI and the route table."""

from collections.abc import Mapping

import pytest
from launcher import client
from launcher.errors import LauncherError
from launcher.services import DATABASE_SERVICES
from launcher.settings import ROOT

STATIONS, SESSIONS = DATABASE_SERVICES[:2]


def document(path: str, schemas: Mapping[str, object] | None = None, right: str | None = "a:read") -> client.Document:
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}
    named = f"read_it{path.replace('/', '_')}_get"
    operation = {"operationId": named, "x-right": right, "responses": {"200": answer}}
    return {"paths": {path: {"get": operation}}, "components": {"schemas": schemas or {}}}


class TestRoutes:
    def test_the_first_word_of_a_path_has_one_owner(self) -> None:
        documents = {STATIONS: document("/api/v1/stations/{id}"), SESSIONS: document("/api/v1/sessions")}
        assert client.routes_of(documents) == {"sessions": "sessions", "stations": "stations"}

    def test_a_noun_of_two_services_is_refused(self) -> None:
        documents = {STATIONS: document("/api/v1/things/a"), SESSIONS: document("/api/v1/things/b")}
        with pytest.raises(LauncherError, match="both stations and sessions serve /api/v1/things"):
            client.routes_of(documents)


class TestMerge:
    def test_equal_schemas_are_shared(self) -> None:
        page = {"Page": {"type": "object"}}
        merged = client.merge({STATIONS: document("/api/v1/a", page), SESSIONS: document("/api/v1/b", page)})
        assert list(merged["components"]["schemas"]) == ["Page", "Problem"]

    def test_different_schemas_of_one_name_are_kept_apart(self) -> None:
        merged = client.merge(
            {
                STATIONS: document("/api/v1/a", {"Page": {"type": "object"}}),
                SESSIONS: document("/api/v1/b", {"Page": {"type": "array"}}),
            }
        )
        assert set(merged["components"]["schemas"]) == {"StationsPage", "SessionsPage", "Problem"}
        answer = merged["paths"]["/api/v1/b"]["get"]["responses"]["200"]["content"]["application/json"]
        assert answer["schema"] == {"$ref": "#/components/schemas/SessionsPage"}

    def test_operations_have_the_names_of_their_handlers(self) -> None:
        alone = client.merge({STATIONS: document("/api/v1/a")})
        assert alone["paths"]["/api/v1/a"]["get"]["operationId"] == "read_it"
        both = client.merge({STATIONS: document("/api/v1/a"), SESSIONS: document("/api/v1/b")})
        names = [both["paths"][path]["get"]["operationId"] for path in ("/api/v1/a", "/api/v1/b")]
        assert names == ["read_it_stations", "read_it_sessions"]

    def test_errors_are_problems_and_not_those_of_the_framework(self) -> None:
        own = document("/api/v1/a", {"HTTPValidationError": {"type": "object"}})
        own["paths"]["/api/v1/a"]["get"]["responses"]["422"] = {"description": "FastAPI's own"}
        merged = client.merge({STATIONS: own})
        assert "HTTPValidationError" not in merged["components"]["schemas"]
        assert set(merged["paths"]["/api/v1/a"]["get"]["responses"]) == {"200", "default"}

    def test_an_operation_tells_its_service_and_whether_it_is_open(self) -> None:
        merged = client.merge(
            {STATIONS: document("/api/v1/a"), SESSIONS: document("/api/v1/b", right=None)},
        )
        guarded, opened = (merged["paths"][path]["get"] for path in ("/api/v1/a", "/api/v1/b"))
        assert (guarded["tags"], guarded["security"]) == (["stations-api"], [{"bearer": []}, {"cookie": []}])
        assert (opened["tags"], opened["security"]) == (["sessions-api"], [])


def test_the_committed_files_are_what_the_services_say() -> None:
    client.check(ROOT)
