"""The service as a whole."""

from common.service import create_app, openapi
from notifications_api.main import service
from notifications_api.settings import NotificationsSettings


def test_the_stream_names_its_right() -> None:
    document = openapi(create_app(service(NotificationsSettings()), "api"))
    [operation] = document["paths"]["/api/v1/stream"].values()
    assert operation["x-right"] == "stream:read"
    assert list(document["paths"]) == ["/api/v1/stream"]
    assert "text/event-stream" in operation["responses"]["200"]["content"]
