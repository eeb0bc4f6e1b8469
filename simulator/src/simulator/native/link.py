"""One open native socket of a station: hello, the queue's way out, questions and orders."""

import asyncio
import contextlib
from collections.abc import Callable
from uuid import uuid4

import msgspec
from websockets.asyncio.client import ClientConnection

from simulator.native.generated.messages import (
    Ack,
    AuthorizationAnswer,
    AuthorizationRequest,
    Command,
    Credential,
    Heartbeat,
    Hello,
    Message,
    Welcome,
)
from simulator.native.queue import MessageQueue
from simulator.wire import ANSWER_TIMEOUT_SECONDS

SUBPROTOCOL = "smartcharging.v1"
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Message)


class NativeLink:
    """The open socket. `on_command` carries out an order; `on_ack` is told the acknowledged number."""

    def __init__(
        self,
        socket: ClientConnection,
        queue: MessageQueue,
        on_command: Callable[[Command], None] | None = None,
        on_ack: Callable[[int], None] | None = None,
    ) -> None:
        self._socket, self._queue = socket, queue
        self.on_command, self._on_ack = on_command, on_ack
        self._welcome: asyncio.Future[Welcome] = asyncio.get_running_loop().create_future()
        self._questions: dict[str, asyncio.Future[AuthorizationAnswer]] = {}

    async def say(self, message: Message) -> None:
        """Send a message that is not durable."""
        await self._socket.send(_encoder.encode(message).decode())

    async def hello(self, hello: Hello) -> Welcome:
        """Say hello and take the welcome over into the queue."""
        await self.say(hello)
        async with asyncio.timeout(ANSWER_TIMEOUT_SECONDS):
            welcome = await self._welcome
        self._acknowledged(welcome.last_sequence)
        return welcome

    async def send_queue(self, welcome: Welcome) -> None:
        """For ever: whatever the server does not hold, in order, so many under way at once."""
        sent = welcome.last_sequence
        while True:
            sent, text = await self._queue.after(sent, welcome.window)
            await self._socket.send(text.decode())

    async def authorize(self, credential: Credential) -> AuthorizationAnswer:
        """May this person charge? Raises TimeoutError without an answer."""
        question = AuthorizationRequest(request_id=uuid4().hex, credential=credential)
        answer = self._questions[question.request_id] = asyncio.get_running_loop().create_future()
        try:
            await self.say(question)
            async with asyncio.timeout(ANSWER_TIMEOUT_SECONDS):
                given: AuthorizationAnswer = await answer
            return given
        finally:
            del self._questions[question.request_id]

    async def beat(self) -> None:
        """Show that the station is alive."""
        await self.say(Heartbeat())

    async def listen(self) -> None:
        """Read the socket until it closes (WebSocketException). What this station does not know it ignores."""
        while True:
            text = await self._socket.recv()
            with contextlib.suppress(msgspec.DecodeError):
                self._take(_decoder.decode(text))

    def _take(self, message: Message) -> None:
        match message:
            case Ack():
                self._acknowledged(message.sequence)
            case Welcome() if not self._welcome.done():
                self._welcome.set_result(message)
            case AuthorizationAnswer():
                answer = self._questions.get(message.request_id)
                if answer is not None and not answer.done():
                    answer.set_result(message)
            case Command() if self.on_command is not None:
                self.on_command(message)
            case _:
                pass

    def _acknowledged(self, sequence: int) -> None:
        self._queue.acknowledge(sequence)
        if self._on_ack is not None:
            self._on_ack(sequence)
