"""What is asked of a password, and how secrets are kept."""

from typing import Any
from uuid import UUID

import argon2
import httpx
import pytest
from common.db import Sessions
from common.service import Runtime
from identity_api.keys.box import Box
from identity_api.passwords.rules import entropy_bits
from identity_api.settings import IdentitySettings
from identity_api.totp.codes import new_recovery_code, recovery_hash
from identity_api.users.errors import FieldInvalid
from identity_api.users.models import User
from identity_api.users.rules import check_login, check_password, check_phone
from identity_people import PASSWORD
from sqlalchemy import select


class TestEntropy:
    @pytest.mark.req("USR-044")
    @pytest.mark.parametrize(
        ("password", "bits"),
        [("", 0), ("aaaa", 18.8), ("aaaaaaaa", 37.6), ("Aa1aaaaa", 47.6), ("Aa1!aaaa", 52.6)],
    )
    def test_it_grows_with_length_and_with_kinds_of_characters(self, password: str, bits: float) -> None:
        assert entropy_bits(password) == pytest.approx(bits, abs=0.1)

    def test_letters_of_any_alphabet_count(self) -> None:
        assert entropy_bits("Заряд-2026") > entropy_bits("-2026") + 20

    @pytest.mark.req("USR-044")
    def test_the_installation_sets_the_limits(self) -> None:
        strict = IdentitySettings(
            user_password_minimum_entropy=60, user_login_minimum_length=5, user_login_maximum_length=8
        )
        with pytest.raises(FieldInvalid, match="not valid") as refused:
            check_password("Zaryad2026"[:9], "anna", strict)
        assert refused.value.params["fields"][0]["code"] == "password_too_weak"
        check_password("Zaryad2026-x", "anna", strict)
        check_login("anna5", strict)
        for login, code in (("anna", "string_too_short"), ("anna-maria", "string_too_long")):
            with pytest.raises(FieldInvalid) as wrong:
                check_login(login, strict)
            assert wrong.value.params["fields"][0]["code"] == code

    @pytest.mark.req("USR-046")
    def test_the_installation_sets_how_a_phone_number_begins(self) -> None:
        check_phone("+79998887766", IdentitySettings())
        kazakh = IdentitySettings(phone_prefix="+77")
        check_phone("+77011234567", kazakh)
        with pytest.raises(FieldInvalid) as wrong:
            check_phone("+79998887766", kazakh)
        [field] = wrong.value.params["fields"]
        assert (field["field"], field["code"], field["prefix"]) == ("phone", "phone_prefix", "+77")
        check_phone("+4915112345678", IdentitySettings(phone_prefix=""))


class TestHashing:
    async def test_an_outdated_hash_is_renewed_at_the_sign_in(
        self, make_user: Any, signed_in: Any, sessions: Sessions
    ) -> None:
        user = await make_user()
        weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        async with sessions.begin() as session:
            (await session.get_one(User, UUID(user["id"]))).password_hash = weak
        await signed_in(user["login"])
        async with sessions() as session:
            renewed = await session.scalar(select(User.password_hash).where(User.id == UUID(user["id"])))
        assert renewed is not None
        assert renewed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


class TestRecoveryCodes:
    def test_they_are_long_and_never_the_same(self) -> None:
        made = {new_recovery_code() for _ in range(1000)}
        assert len(made) == 1000
        assert {len(code.replace("-", "")) for code in made} == {16}

    def test_spaces_dashes_and_case_do_not_matter(self) -> None:
        assert recovery_hash(" ABCD efgh-ijkl MNOP ") == recovery_hash("abcd-efgh-ijkl-mnop")


class TestSecrets:
    async def test_the_key_of_the_codes_is_not_readable_in_the_table(
        self, make_user: Any, signed_in: Any, runtime: Runtime
    ) -> None:
        user = await make_user()
        browser: httpx.AsyncClient = await signed_in(user["login"])
        secret = (await browser.post("/me/totp")).json()["secret"].encode()
        async with runtime.sessions() as session:
            sealed = await session.scalar(select(User.totp_sealed).where(User.id == UUID(user["id"])))
        assert sealed is not None
        assert secret not in sealed
        assert Box(bytes(32), "totp-secrets").open(sealed) == secret
        assert Box(bytes(32), "card-numbers").open(sealed) is None
