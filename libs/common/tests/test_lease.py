"""One holder per name, and a successor at once when the holder is gone."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from common.lease import lease
from sqlalchemy import text


async def held(engine, name: str, stack: AsyncExitStack):
    return await stack.enter_async_context(lease(engine, name))


async def test_a_second_one_waits_until_the_first_lets_go(engine) -> None:
    async with AsyncExitStack() as first, AsyncExitStack() as second:
        await held(engine, "job", first)
        waiting = asyncio.create_task(held(engine, "job", second))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiting), 0.2)
        await first.aclose()
        await asyncio.wait_for(waiting, 10)


async def test_another_name_is_free(engine) -> None:
    async with lease(engine, "job"), lease(engine, "other job"):
        pass


async def test_a_holder_whose_connection_dies_is_succeeded_and_leaves_cleanly(engine) -> None:
    async with AsyncExitStack() as first, AsyncExitStack() as second:
        connection = await held(engine, "job", first)
        holder = await connection.scalar(text("select pg_backend_pid()"))
        async with engine.connect() as other:
            await other.execute(text("select pg_terminate_backend(:pid)"), {"pid": holder})
        await asyncio.wait_for(held(engine, "job", second), 10)
        await first.aclose()
