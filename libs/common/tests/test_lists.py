"""Declared lists: pages by offset and by cursor agree, totals are bounded, unknown names are refused."""

import re
from typing import Annotated, Any

import pytest
from common import counting, planning
from common.cutting import Bound, Cases, Order, cut, in_cases, in_parts, walked
from common.lists import BadCursor, ListQuery, ListTable, UnknownSort, Where
from common.searching import containing
from pydantic import ValidationError
from sqlalchemy import event, false, select, text

from .conftest import ConsumerOffset, Note

NOTES = ListTable(key=Note.key, default="text", sorts={"text": Note.text, "times": Note.times})

BOUNDED = ListTable(key=Note.key, default="text", sorts=NOTES.sorts, count_bound=40)


class NoteQuery(ListQuery):
    since: Annotated[
        str | None,
        Where(lambda value: Note.text >= value, bound=lambda value: Bound(Note.text, Note.key >= f"k0{value[1:]}")),
    ] = None
    before: Annotated[
        str | None,
        Where(
            lambda value: Note.text < value,
            cases=lambda value: [Cases(Note.text, [Note.text < "t2", (Note.text >= "t2") & (Note.text < value)])],
        ),
    ] = None
    times: Annotated[int | None, Where(lambda value: Note.times == value)] = None


@pytest.fixture(scope="module", autouse=True)
async def hundred_notes(sessions) -> None:
    async with sessions.begin() as session:
        session.add_all([Note(key=f"k{n:03}", times=n % 3, text=f"t{n // 10}") for n in range(100)])


async def page(sessions, table: ListTable = NOTES, **query):
    async with sessions() as session:
        rows, info = await table.page(session, select(Note), NoteQuery(**query))
        return [row.key for row in rows], info


async def totals(sessions, table: ListTable | None = None, **query) -> tuple[int, bool]:
    _, info = await page(sessions, table or BOUNDED, **query)
    return info.total, info.total_is_exact


class TestPage:
    async def test_cursors_walk_over_the_whole_result_in_order(self, sessions) -> None:
        seen, cursor = [], None
        while True:
            keys, info = await page(sessions, limit=7, sort="-times", cursor=cursor)
            seen += keys
            if (cursor := info.next_cursor) is None:
                break
        expected = sorted(range(100), key=lambda n: (n % 3, n), reverse=True)
        assert seen == [f"k{n:03}" for n in expected]

    @pytest.mark.parametrize("offset", [0, 30, 60, 93, 98, 200])
    async def test_offsets_from_either_end_agree(self, sessions, offset: int) -> None:
        keys, info = await page(sessions, limit=7, offset=offset)
        assert keys == [f"k{n:03}" for n in range(100)][offset : offset + 7]
        assert (info.total, info.total_is_exact) == (100, True)

    async def test_the_last_page_has_no_cursor(self, sessions) -> None:
        assert (await page(sessions, limit=50, offset=50))[1].next_cursor is None

    async def test_filters_apply_to_rows_and_total(self, sessions) -> None:
        keys, info = await page(sessions, limit=100, times=2)
        assert len(keys) == info.total == 33

    async def test_a_total_beyond_the_bound_is_what_the_database_expects(self, sessions) -> None:
        async with sessions.begin() as session:
            await session.execute(text("analyze notes"))
        assert await totals(sessions) == (100, False)

    async def test_the_last_page_is_the_last_page_though_the_total_is_not_exact(self, sessions) -> None:
        keys, info = await page(sessions, BOUNDED, limit=7, offset=98)
        assert keys == ["k098", "k099"]
        assert (info.total, info.total_is_exact, info.next_cursor) == (100, False, None)

    async def test_a_count_that_costs_too_much_is_expected_only(self, sessions, monkeypatch) -> None:
        monkeypatch.setattr(counting, "AFFORDABLE", 0.1)
        assert await totals(sessions, NOTES) == (100, False)

    async def test_rows_that_were_read_correct_what_was_expected(self, sessions, monkeypatch) -> None:
        monkeypatch.setattr(counting, "AFFORDABLE", 0.1)
        assert await totals(sessions, NOTES, limit=100, times=2) == (33, True)
        assert (await totals(sessions, NOTES, limit=10, times=2))[1] is False

    async def test_what_had_to_be_searched_for_is_not_searched_for_again(self, sessions, engine, monkeypatch) -> None:
        """A filter that leaves little: the page is read by the keys that counting has found."""
        monkeypatch.setattr(counting, "_CHEAP", 0.0)
        asked: list[str] = []
        event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        keys, info = await page(sessions, limit=7, offset=28, sort="-text", times=2)
        assert keys == ["k014", "k011", "k008", "k005", "k002"]
        assert (info.total, info.total_is_exact) == (33, True)
        assert "key = ANY (" in asked[-1]

    @pytest.mark.parametrize(("sort", "offset"), [("text", 0), ("-text", 0), ("text", 28), ("times", 7)])
    async def test_found_first_is_the_same_page(self, sessions, sort: str, offset: int) -> None:
        order = Order(NOTES.sorts[sort.removeprefix("-")], Note.key, sort.startswith("-"))
        statement = select(Note).where(Note.times == 2)
        async with sessions() as session:
            walked = (await session.scalars(cut(statement, order, 7, offset))).all()
            assert (await session.scalars(planning.found_first(statement, order, 7, offset))).all() == walked

    async def test_a_walk_that_may_take_for_ever_gives_way(self, sessions, monkeypatch) -> None:
        """The worst of both is compared, not what is hoped for."""
        order = Order(Note.text, Note.key, is_descending=False)
        statement = select(Note).where(Note.times == 2)
        page, other = cut(statement, order, 7), planning.found_first(statement, order, 7, 0)
        for worst, cost, chosen in ((900_000, 9_000, other), (900_000, 90_000, page), (20_000, 90, page)):
            plans = iter([{"Node Type": "Limit", "Plans": [{"Total Cost": worst}]}, {"Total Cost": cost}])

            async def plan(_session: object, _statement: object, plans: Any = plans) -> Any:
                return next(plans)

            monkeypatch.setattr(planning, "plan_of", plan)
            async with sessions() as session:
                assert await planning.safer(session, page, other) is chosen

    async def test_a_bound_is_said_of_pages_in_its_order_only(self, sessions, engine) -> None:
        asked: list[str] = []
        event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        for sort in ("text", "times"):
            keys, info = await page(sessions, limit=3, since="t5", sort=sort)
            assert (keys, info.total) == (["k050", "k051", "k052"] if sort == "text" else ["k051", "k054", "k057"], 50)
        selects = [statement for statement in asked if "SELECT" in statement]
        assert ["notes.key >=" in statement for statement in selects] == [False, False, True, False, False, False]

    async def test_many_rows_are_counted_without_their_keys(self, sessions, monkeypatch) -> None:
        monkeypatch.setattr(counting, "_CHEAP", 0.0)
        monkeypatch.setattr(counting, "FEW", 32)
        keys, info = await page(sessions, limit=100, times=2)
        assert (len(keys), info.total, info.total_is_exact) == (33, 33, True)

    async def test_nothing_can_match(self, sessions) -> None:
        async with sessions() as session:
            rows, info = await NOTES.page(session, select(Note).where(false()), NoteQuery())
        assert (rows, info.total, info.total_is_exact) == ([], 0, True)


class TestParts:
    """Somebody who sees several organisations: each gives its first rows."""

    @staticmethod
    async def rows(sessions, statement, **query) -> tuple[list[str], int]:
        async with sessions() as session:
            rows, info = await NOTES.page(session, statement, NoteQuery(**query))
            return [row.key for row in rows], info.total

    @pytest.mark.parametrize("sort", ["text", "-text", "-times"])
    @pytest.mark.parametrize("offset", [0, 10, 60])
    async def test_give_the_same_page(self, sessions, sort: str, offset: int) -> None:
        plain = select(Note).where(Note.times.in_([0, 2]))
        for query in ({"offset": offset}, {"offset": offset, "times": 2}):
            expected = await self.rows(sessions, plain, sort=sort, limit=7, **query)
            assert (
                await self.rows(sessions, in_parts(plain, Note.times, [0, 2]), sort=sort, limit=7, **query) == expected
            )

    async def test_cursors_walk_over_the_whole_result(self, sessions) -> None:
        statement, seen, cursor = in_parts(select(Note).where(Note.times.in_([0, 1])), Note.times, [0, 1]), [], None
        for _ in range(20):
            async with sessions() as session:
                rows, info = await NOTES.page(session, statement, NoteQuery(limit=7, sort="-text", cursor=cursor))
            seen += [row.key for row in rows]
            if (cursor := info.next_cursor) is None:
                break
        assert seen == [f"k{n:03}" for n in reversed(range(100)) if n % 3 < 2]

    async def test_few_rows_whose_keys_are_known_are_read_at_once(self, sessions, engine, monkeypatch) -> None:
        monkeypatch.setattr(counting, "_CHEAP", 0.0)
        asked: list[str] = []
        event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        statement = in_parts(select(Note).where(Note.times.in_([0, 2])), Note.times, [0, 2])
        assert await self.rows(sessions, statement, limit=3, times=2) == (["k002", "k005", "k008"], 33)
        assert ("key = ANY (" in asked[-1], "UNION ALL" in asked[-1]) == (True, False)

    async def test_a_long_stretch_is_walked_where_the_organisation_stands_elsewhere(self) -> None:
        order = Order(Note.text, Note.key, is_descending=False)
        near, far = (in_parts(select(Note), column, [0, 2]) for column in (Note.times, ConsumerOffset.topic))
        assert [str(cut(walked(one, order), order, 7)).count("LIMIT") for one in (near, far)] == [3, 1]

    async def test_each_part_is_cut_by_itself(self) -> None:
        statement = in_parts(select(Note).where(Note.times.in_([0, 2])), Note.times, [0, 2])
        assert str(cut(statement, Order(Note.text, Note.key, is_descending=False), 7)).count("LIMIT") == 3
        deep = cut(statement, Order(Note.text, Note.key, is_descending=False), 7, 5_000)
        assert str(deep).count("LIMIT") == 1


class TestCases:
    """A filter that is read case by case in the order of one column."""

    CASES = Cases(Note.text, [Note.text < "t3", Note.text >= "t3"])

    @pytest.mark.parametrize("sort", ["text", "-text", "-times"])
    @pytest.mark.parametrize("offset", [0, 25, 60])
    async def test_give_the_same_page(self, sessions, sort: str, offset: int) -> None:
        plain = select(Note).where(Note.times.in_([0, 2]))
        for statement in (in_cases(plain, self.CASES), in_cases(in_parts(plain, Note.times, [0, 2]), self.CASES)):
            query = {"sort": sort, "limit": 7, "offset": offset}
            assert await TestParts.rows(sessions, statement, **query) == await TestParts.rows(sessions, plain, **query)

    async def test_are_those_of_the_column_that_sorts(self) -> None:
        statement = in_cases(in_parts(select(Note).where(Note.times.in_([0, 2])), Note.times, [0, 2]), self.CASES)
        by_text, by_times = (
            cut(statement, Order(column, Note.key, is_descending=False), 7) for column in (Note.text, Note.times)
        )
        assert [str(page).count("LIMIT") for page in (by_text, by_times)] == [5, 3]

    async def test_are_those_that_were_said_last(self) -> None:
        statement = in_cases(in_cases(select(Note), Cases(Note.text, [Note.times == 1] * 3)), self.CASES)
        assert str(cut(statement, Order(Note.text, Note.key, is_descending=False), 7)).count("LIMIT") == 3

    async def test_are_declared_with_a_filter(self, sessions, engine) -> None:
        asked: list[str] = []
        event.listen(engine.sync_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        keys, _ = await page(sessions, limit=2, sort="-text", offset=3, before="t5")
        assert keys == ["k046", "k045"]
        assert "UNION ALL" in asked[-1]


class TestRefusals:
    async def test_unknown_sort(self, sessions) -> None:
        with pytest.raises(UnknownSort) as caught:
            await page(sessions, sort="-color")
        assert (caught.value.status, caught.value.code) == (400, "unknown_sort")

    @pytest.mark.parametrize("cursor", ["%%%", "e30=", "WyJ0aW1lcyIsMSwiYSJd"])
    async def test_a_cursor_that_is_broken_or_of_another_sort(self, sessions, cursor: str) -> None:
        with pytest.raises(BadCursor):
            await page(sessions, cursor=cursor, sort="text")

    def test_unknown_filter(self) -> None:
        with pytest.raises(ValidationError, match="extra_forbidden"):
            NoteQuery.model_validate({"color": "red"})


class TestSearching:
    """A number among words is what the index is asked for; the whole is compared with what that leaves."""

    @pytest.mark.parametrize(
        ("wanted", "asked"),
        [
            ("User 77123", ["%77123%", "%user 77123%"]),
            ("77123", ["%77123%"]),
            ("evse00017", ["%evse00017%"]),
            ("user 2026", ["%user 2026%"]),
            ("12345 user 1234567", ["%1234567%", "%12345 user 1234567%"]),
            ("50% of 10000", ["%10000%", "%50/% of 10000%"]),
        ],
    )
    def test_asks_for(self, wanted: str, asked: list[str]) -> None:
        compiled = containing(Note.text, wanted).compile(compile_kwargs={"literal_binds": True})
        assert re.findall(r"LIKE '%' \|\| '(.*?)' \|\| '%'", str(compiled)) == [one[1:-1] for one in asked]

    async def test_finds_the_same(self, sessions) -> None:
        async with sessions() as session:
            session.add(Note(key="z", text="user 77123 of 10000", times=9))
            await session.flush()
            for wanted, count in (("User 77123", 1), ("user 10000", 0), ("r 77123 o", 1), ("77123 OF 10000", 1)):
                found = await session.scalars(select(Note).where(containing(Note.text, wanted)))
                assert len(found.all()) == count
