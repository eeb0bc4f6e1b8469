"""The service as a whole."""

from common.service import create_app, openapi
from notifications_api.main import service
from notifications_api.settings import NotificationsSettings


def test_each_stream_names_its_right() -> None:
    document = openapi(create_app(service(NotificationsSettings()), "api"))
    rights = {}
    for path in ("/api/v1/stream", "/api/v1/stream/protocol-log"):
        [operation] = document["paths"][path].values()
        rights[path] = operation["x-right"]
        assert "text/event-stream" in operation["responses"]["200"]["content"]
    assert rights == {"/api/v1/stream": "stream:read", "/api/v1/stream/protocol-log": "protocol-log:read"}
