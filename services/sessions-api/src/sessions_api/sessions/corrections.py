"""What a person corrected by hand: energy (SES-113), end (SES-120), state (SES-192..199). Beside what was told."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.sessions.states import State

_UNFINISHED = frozenset({State.READY, State.ACTIVE})


class CorrectionColumns:
    """Each is NULL until somebody corrects; the station's own word stays in the transaction and is never lost."""

    corrected_energy_wh: Mapped[int | None] = mapped_column(BigInteger)
    corrected_ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    chosen_state: Mapped[str | None]
    chosen_over: Mapped[str | None]
    """The state that stood there when another one was chosen by hand."""

    @property
    def is_corrected(self) -> bool:
        corrected = (self.corrected_energy_wh, self.corrected_ended_at, self.chosen_state)
        return any(value is not None for value in corrected)

    def choose_state(self, state: State, instead_of: str) -> None:
        """A second choice keeps what the first one replaced."""
        self.chosen_over = self.chosen_over or instead_of
        self.chosen_state = state

    def state_by_hand(self, *, is_open: bool) -> str | None:
        """The chosen state while it holds: over a running session only until that has really ended (ENU-523)."""
        if self.chosen_state is not None and self.chosen_over in _UNFINISHED and not is_open:
            self.chosen_state, self.chosen_over = None, None
        return self.chosen_state
