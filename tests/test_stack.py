"""The running product: every part is up, reachable through the one web address, and comes back after kill -9."""

import httpx
import pytest
from launcher.services import SERVICES
from launcher.testing import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]


def test_every_part_is_ready(stack: Stack) -> None:
    states = {name: entry.state for name, entry in stack.processes().items()}
    running = {"postgres", "kafka", "nginx", *(service.name for service in SERVICES)}
    assert states == dict.fromkeys(running, "ready") | {"database": "done", "topics": "done"}


class TestWeb:
    @pytest.mark.parametrize("path", ["/", "/stations", "/api/docs/"])
    def test_pages_forbid_scripts_of_strangers(self, stack: Stack, path: str) -> None:
        page = httpx.get(stack.url(path))
        assert page.status_code == 200
        assert "<script" in page.text
        assert "script-src 'self';" in page.headers["content-security-policy"]
        assert page.headers["x-content-type-options"] == "nosniff"

    def test_the_document_of_the_api_is_served(self, stack: Stack) -> None:
        document = httpx.get(stack.url("/api/v1/openapi.json")).json()
        assert document["openapi"].startswith("3.1")
        assert "/api/v1/stations" in document["paths"]

    @pytest.mark.parametrize("noun", ["stations", "sessions", "payments", "users"])
    def test_a_noun_reaches_its_service(self, stack: Stack, noun: str) -> None:
        assert httpx.get(stack.url(f"/api/v1/{noun}")).status_code == 401
        headers = {"Authorization": f"Bearer {stack.token()}"}
        assert "items" in httpx.get(stack.url(f"/api/v1/{noun}"), headers=headers).json()

    def test_an_unknown_noun_is_a_problem_in_json(self, stack: Stack) -> None:
        answer = httpx.get(stack.url("/api/v1/nonsense"))
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_path")
        assert answer.headers["content-type"] == "application/problem+json"

    def test_a_part_that_is_away_is_told_as_such(self, stack: Stack) -> None:
        with stack.without("updates-api"):
            answer = httpx.get(stack.url("/api/v1/software"))
        assert (answer.status_code, answer.json()["code"]) == (503, "service_unavailable")


class TestKill:
    @pytest.mark.parametrize("name", ["nginx", "sessions-api", "postgres", "kafka"])
    def test_a_killed_part_comes_back_by_itself(self, stack: Stack, name: str) -> None:
        restarts = stack.processes()[name].restarts
        print(f"{name} is ready again after {stack.kill(name):.1f} s (goal: 10 s)")
        assert stack.processes()[name].restarts == restarts + 1

    def test_the_gateway_comes_up_without_postgresql(self, stack: Stack) -> None:
        with stack.without("postgres"):
            stack.kill("csms-gateway")
            assert stack.processes()["postgres"].state == "stopped"
