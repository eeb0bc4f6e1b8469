"""Settings that every service has; each adds its own fields in a subclass."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Read from the environment; the launcher and docker-compose.yml set the same names."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: str = ""
    """postgresql://role:password@host:port/database; the role's search_path is the service's schema."""
    kafka_bootstrap: str = "127.0.0.1:19192"
    kafka_topic_prefix: str = ""
    """Put before each topic's name: several installations can share one cluster."""
    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = Path("var/data")
    jwks_url: str = "http://127.0.0.1:18104/api/v1/auth/jwks"
    log_level: str = "INFO"
    database_pool_size: int = 8
    otlp_endpoint: str = ""
    """OpenTelemetry collector (http/protobuf); empty = no traces."""
