"""People, roles, rights, organisations as the pages need them; second factor, saved views, consumption."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
STANDARD = ("administrator", "apimoniview", "courier", "customer", "technik")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _mechanisms()
    _organizations()
    _roles()
    _users()
    _credentials()
    _sign_in()
    _api_clients()


def _mechanisms() -> None:
    op.create_table(
        "consumer_offsets",
        sa.Column("consumer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.Column("last_timestamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("consumer", "topic", "partition", name=op.f("pk_consumer_offsets")),
    )
    op.create_table(
        "dead_letters",
        sa.Column("consumer", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_failed_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("last_failed_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letters")),
    )


def _organizations() -> None:
    op.alter_column("organizations", "name", type_=sa.String(250))
    op.add_column("organizations", sa.Column("legal_name", sa.String(250), nullable=False, server_default=""))
    op.execute("UPDATE organizations SET legal_name = name")
    for name, length, default in (
        ("type", 30, "network_owner"),
        ("tax_system", 30, "osn"),
        ("inn", 20, ""),
        ("kpp", 9, ""),
        ("okpo", 10, ""),
        ("legal_address", 250, ""),
        ("actual_address", 250, ""),
        ("contact_data", 500, ""),
    ):
        op.add_column("organizations", sa.Column(name, sa.String(length), nullable=False, server_default=default))
    op.add_column("organizations", sa.Column("changed_at", TIME, nullable=False, server_default=sa.text("now()")))
    op.execute("UPDATE organizations SET changed_at = modified_at")
    op.add_column("organizations", sa.Column("is_deleted", sa.Boolean(), nullable=False, server_default="false"))
    op.drop_index(op.f("ix_organizations_name"), table_name="organizations")
    for name in ("name", "legal_name", "type", "tax_system", "inn", "changed_at"):
        op.create_index(op.f(f"ix_organizations_{name}_id"), "organizations", [name, "id"])


def _roles() -> None:
    op.add_column("roles", sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.add_column("roles", sa.Column("is_standard", sa.Boolean(), nullable=False, server_default="false"))
    op.add_column("roles", sa.Column("requires_totp", sa.Boolean(), nullable=False, server_default="false"))
    roles = sa.table("roles", sa.column("name", sa.String), sa.column("is_standard", sa.Boolean))
    op.execute(roles.update().where(roles.c.name.in_(STANDARD)).values(is_standard=True))
    op.create_table(
        "seeded_roles",
        sa.Column("name", sa.String(150), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_seeded_roles")),
    )
    op.execute("INSERT INTO seeded_roles (name) SELECT name FROM roles")
    op.add_column("rights", sa.Column("page", sa.String(), nullable=True))
    op.add_column("rights", sa.Column("declared_by", sa.String(), nullable=True))


def _users() -> None:
    op.add_column("users", sa.Column("must_change_password", sa.Boolean(), nullable=False, server_default="false"))
    op.add_column("users", sa.Column("changed_at", TIME, nullable=False, server_default=sa.text("now()")))
    op.execute("UPDATE users SET changed_at = modified_at")
    for name in ("last_sign_in_at", "limit_set_at", "limit_changed_at", "totp_confirmed_at"):
        op.add_column("users", sa.Column(name, TIME, nullable=True))
    for name in ("energy_limit_wh", "totp_step"):
        op.add_column("users", sa.Column(name, sa.BigInteger(), nullable=True))
    for name in ("consumed_energy_wh", "running_energy_wh"):
        op.add_column("users", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("users", sa.Column("totp_sealed", sa.LargeBinary(), nullable=True))
    for name in ("patronymic", "phone", "email"):
        op.create_index(op.f(f"ix_users_{name}_id"), "users", [name, "id"])
    op.create_table(
        "stations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(150), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
    )
    op.create_table(
        "user_allowed_stations",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        _fk("user_allowed_stations", "user_id", "users", ondelete="CASCADE"),
        _fk("user_allowed_stations", "station_id", "stations"),
        sa.PrimaryKeyConstraint("user_id", "station_id", name=op.f("pk_user_allowed_stations")),
    )
    op.create_index(op.f("ix_user_allowed_stations_station_id"), "user_allowed_stations", ["station_id"])
    op.create_table(
        "saved_views",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.String(60), nullable=False),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("search", sa.String(4000), nullable=False),
        sa.Column("columns", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("modified_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        _fk("saved_views", "user_id", "users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("user_id", "page", "name", name=op.f("uq_saved_views_user_id_page_name")),
    )


def _credentials() -> None:
    op.alter_column("credentials", "hash", nullable=True)
    op.add_column("credentials", sa.Column("sealed_number", sa.LargeBinary(), nullable=True))
    op.add_column("credentials", sa.Column("consumed_energy_wh", sa.BigInteger(), nullable=False, server_default="0"))
    op.drop_constraint(op.f("fk_credentials_user_id_users"), "credentials", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_credentials_user_id_users"), "credentials", "users", ["user_id"], ["id"], ondelete="CASCADE"
    )
    op.execute(
        "INSERT INTO credentials (id, kind, last4, user_id, created_at) "
        "SELECT gen_random_uuid(), 'login_password', '', id, created_at FROM users"
    )
    op.create_index(
        "uq_credentials_login",
        "credentials",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'login_password'"),
    )
    op.create_table(
        "consumptions",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("energy_wh", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        _fk("consumptions", "credential_id", "credentials", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_consumptions")),
    )
    op.create_index(op.f("ix_consumptions_credential_id"), "consumptions", ["credential_id"])


def _sign_in() -> None:
    op.add_column("sign_ins", sa.Column("last_used_at", TIME, nullable=False, server_default=sa.text("now()")))
    op.create_table(
        "recovery_codes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _fk("recovery_codes", "user_id", "users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id"), "recovery_codes", ["user_id"])


def _api_clients() -> None:
    op.add_column("api_clients", sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.add_column("api_clients", sa.Column("previous_secret_hash", sa.String(), nullable=True))
    op.add_column("api_clients", sa.Column("is_active", sa.Boolean(), nullable=False, server_default="true"))
    op.add_column("api_clients", sa.Column("is_machine", sa.Boolean(), nullable=False, server_default="false"))
    for name in ("previous_secret_until", "expires_at", "last_used_at"):
        op.add_column("api_clients", sa.Column(name, TIME, nullable=True))
    op.create_index(op.f("ix_api_clients_created_at_id"), "api_clients", ["created_at", "id"])
    op.create_table(
        "api_client_rights",
        sa.Column("api_client_id", sa.Uuid(), nullable=False),
        sa.Column("right_code", sa.String(), nullable=False),
        _fk("api_client_rights", "api_client_id", "api_clients", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right_code"], ["rights.code"], name=op.f("fk_api_client_rights_right_code_rights")),
        sa.PrimaryKeyConstraint("api_client_id", "right_code", name=op.f("pk_api_client_rights")),
    )
    op.execute(
        "INSERT INTO api_client_rights (api_client_id, right_code) SELECT DISTINCT api_client_id, right_code "
        "FROM api_client_roles JOIN role_rights USING (role_id)"
    )
    op.drop_table("api_client_roles")


def _fk(table: str, column: str, target: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    """Back to the state of 0001; what only the new columns know is lost."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    _old_api_clients()
    op.drop_table("recovery_codes")
    op.drop_column("sign_ins", "last_used_at")
    op.drop_table("consumptions")
    op.drop_index("uq_credentials_login", table_name="credentials")
    op.execute("DELETE FROM credentials WHERE kind <> 'rfid'")
    for name in ("consumed_energy_wh", "sealed_number"):
        op.drop_column("credentials", name)
    op.alter_column("credentials", "hash", nullable=False)
    for table in ("saved_views", "user_allowed_stations", "stations"):
        op.drop_table(table)
    for name in ("email", "phone", "patronymic"):
        op.drop_index(op.f(f"ix_users_{name}_id"), table_name="users")
    for name in (
        "totp_sealed", "running_energy_wh", "consumed_energy_wh", "totp_step", "energy_limit_wh",
        "totp_confirmed_at", "limit_changed_at", "limit_set_at", "last_sign_in_at", "changed_at",
        "must_change_password",
    ):  # fmt: skip
        op.drop_column("users", name)
    for name in ("declared_by", "page"):
        op.drop_column("rights", name)
    op.drop_table("seeded_roles")
    for name in ("requires_totp", "is_standard", "revision"):
        op.drop_column("roles", name)
    for name in ("changed_at", "inn", "tax_system", "type", "legal_name", "name"):
        op.drop_index(op.f(f"ix_organizations_{name}_id"), table_name="organizations")
    op.create_index(op.f("ix_organizations_name"), "organizations", ["name"])
    for name in (
        "is_deleted", "changed_at", "contact_data", "actual_address", "legal_address", "okpo", "kpp", "inn",
        "tax_system", "type", "legal_name",
    ):  # fmt: skip
        op.drop_column("organizations", name)
    op.drop_table("dead_letters")
    op.drop_table("consumer_offsets")


def _old_api_clients() -> None:
    op.create_table(
        "api_client_roles",
        sa.Column("api_client_id", sa.Uuid(), nullable=False),
        sa.Column("role_id", sa.Uuid(), nullable=False),
        _fk("api_client_roles", "api_client_id", "api_clients", ondelete="CASCADE"),
        _fk("api_client_roles", "role_id", "roles"),
        sa.PrimaryKeyConstraint("api_client_id", "role_id", name=op.f("pk_api_client_roles")),
    )
    op.drop_table("api_client_rights")
    op.drop_index(op.f("ix_api_clients_created_at_id"), table_name="api_clients")
    for name in (
        "last_used_at", "expires_at", "previous_secret_until", "is_machine", "is_active", "previous_secret_hash",
        "revision",
    ):  # fmt: skip
        op.drop_column("api_clients", name)
