from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.keys.box import Box
from identity_api.settings import IdentitySettings
from identity_api.totp import codes
from identity_api.totp.errors import CodeWrong, TotpNotSetUp, TotpSetUpAlready
from identity_api.totp.repository import RecoveryCodeRepository
from identity_api.totp.schemas import RecoveryCodes, TotpSetup
from identity_api.users.models import User


class TotpService:
    """Second factor of a user whose row is locked."""

    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings) -> None:
        self._clock, self._issuer = clock, settings.totp_issuer
        self._box = Box(settings.credential_key_bytes, "totp-secrets")
        self._recovery = RecoveryCodeRepository(session)

    def begin(self, user: User) -> TotpSetup:
        """A secret that counts once `confirm` has seen a code of it; beginning again replaces it."""
        if user.has_totp:
            raise TotpSetUpAlready("A second factor is set up already.")
        secret = codes.new_secret()
        user.totp_sealed, user.totp_step = self._box.seal(secret.encode()), None
        url = codes.otpauth_url(secret, user.login, self._issuer)
        return TotpSetup(secret=secret, otpauth_url=url, qr_svg=codes.qr_svg(url))

    async def confirm(self, user: User, code: str) -> RecoveryCodes:
        if user.has_totp:
            raise TotpSetUpAlready("A second factor is set up already.")
        if user.totp_sealed is None:
            raise TotpNotSetUp("Set up the second factor first.")
        if not self._is_present_code(user, code):
            raise CodeWrong
        user.totp_confirmed_at = self._clock.now()
        plain = [codes.new_recovery_code() for _ in range(codes.RECOVERY_CODES)]
        await self._recovery.replace(user.id, map(codes.recovery_hash, plain))
        return RecoveryCodes(recovery_codes=plain)

    async def remove(self, user: User, code: str) -> None:
        if not user.has_totp:
            raise TotpNotSetUp("There is no second factor.")
        if not await self.accepts(user, code):
            raise CodeWrong
        await self.forget(user)

    async def forget(self, user: User) -> None:
        """Without a code: an administrator helps somebody who has lost everything."""
        user.totp_sealed = user.totp_confirmed_at = user.totp_step = None
        await self._recovery.replace(user.id, ())

    async def accepts(self, user: User, code: str) -> bool:
        """A code of the app or a recovery code; each works once."""
        if self._is_present_code(user, code):
            return True
        return await self._recovery.use(user.id, codes.recovery_hash(code), self._clock.now())

    def _is_present_code(self, user: User, code: str) -> bool:
        secret = self._box.open(user.totp_sealed) if user.totp_sealed else None
        step = codes.step_of(secret.decode(), code, self._clock.now()) if secret else None
        if step is None or (user.totp_step is not None and step <= user.totp_step):
            return False
        user.totp_step = step
        return True
