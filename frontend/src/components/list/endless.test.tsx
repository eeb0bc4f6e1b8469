import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderPart } from '@/testing/renderPart';
import { ListView } from './ListView';
import type { ListDeclaration } from './types';

const ROW = 32;
const BATCH = 100;

/** A log of `count` entries, the newest first, read by cursor. */
function makeLog(count: number) {
  const log = { entries: Array.from({ length: count }, (_, index) => count - index), asked: 0, fails: false };
  const list: ListDeclaration<number> = {
    id: 'log',
    label: 'Журнал',
    columns: [{ id: 'text', title: 'Запись', cell: (entry) => `запись ${entry}` }],
    filters: [{ kind: 'text', name: 'q', label: 'Поиск' }],
    defaultSort: '-at',
    isLog: true,
    endless: { cardHeight: 64 },
    rowId: String,
    rowName: String,
    phoneCard: (entry) => `запись ${entry}`,
    query: (query) => ({
      queryKey: ['log', query],
      queryFn: () => {
        log.asked += 1;
        if (log.fails && query['cursor']) return Promise.reject(new Error('lost'));
        const cursor = query['cursor'] as string | null | undefined;
        const start = cursor ? log.entries.indexOf(Number(cursor)) : 0;
        const next = log.entries[start + BATCH];
        return Promise.resolve({
          items: log.entries.slice(start, start + BATCH),
          total: log.entries.length,
          total_is_exact: true,
          next_cursor: next === undefined ? null : String(next),
        });
      },
    }),
  };
  return { log, list };
}

const drawn = () => screen.getAllByRole('row').length - 1;
const scroller = () => screen.getByRole('table').parentElement as HTMLElement;
function scrollTo(row: number): void {
  scroller().scrollTop = row * ROW;
  fireEvent.scroll(scroller());
}

function Held({ list }: { list: ListDeclaration<number> }) {
  const [isHeld, setHeld] = useState(true);
  return (
    <>
      <button onClick={() => setHeld(false)}>Дальше</button>
      <ListView list={{ ...list, isHeld }} />
    </>
  );
}

describe('A list without pages', () => {
  it('draws only the rows in view of a thousand, and reads on while it is scrolled', async () => {
    const { log, list } = makeLog(1000);
    renderPart(<ListView list={list} />);
    expect(await screen.findByText('Загружено 100 из 1000')).toBeVisible();
    expect(screen.queryByText('Строк на странице')).toBeNull();
    for (let read = 200; read < 1000; read += BATCH) {
      scrollTo(read - BATCH);
      expect(await screen.findByText(`Загружено ${read} из 1000`)).toBeVisible();
      expect(drawn()).toBeLessThan(80);
    }
    scrollTo(900);
    expect(await screen.findByText('Показаны все: 1000')).toBeVisible();
    scrollTo(990);
    expect(await screen.findByText('запись 1')).toBeVisible();
    expect(screen.queryByText('запись 1000')).toBeNull();
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
    expect(screen.getByText('запись 1').closest('tr')).toHaveAttribute('aria-rowindex', '1001');
    expect(log.asked).toBe(10);
  });

  it('shows what is new at once on top, and lets it wait while older rows are read', async () => {
    const { log, list } = makeLog(150);
    const { queryClient } = renderPart(<ListView list={list} />);
    const arrive = async (entry: number) => {
      log.entries.unshift(entry);
      await queryClient.invalidateQueries({ queryKey: ['log'] });
    };
    expect(await screen.findByText('запись 150')).toBeVisible();
    await arrive(151);
    expect(await screen.findByText('запись 151')).toBeVisible();
    scrollTo(40);
    await waitFor(() => expect(screen.queryByText('запись 151')).toBeNull());
    await arrive(152);
    const waiting = await screen.findByRole('button', { name: '1 новая запись' });
    expect(screen.queryByText('запись 152')).toBeNull();
    fireEvent.click(waiting);
    expect(await screen.findByText('запись 152')).toBeVisible();
    expect(scroller().scrollTop).toBe(0);
  });

  it('stands still while it is held', async () => {
    const { log, list } = makeLog(20);
    const { queryClient, user } = renderPart(<Held list={list} />);
    expect(await screen.findByText('запись 20')).toBeVisible();
    log.entries.unshift(21);
    await queryClient.invalidateQueries({ queryKey: ['log'] });
    expect(await screen.findByRole('button', { name: '1 новая запись' })).toBeVisible();
    expect(screen.queryByText('запись 21')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Дальше' }));
    expect(await screen.findByText('запись 21')).toBeVisible();
  });

  it('says that it could not read on, and tries again', async () => {
    const { log, list } = makeLog(250);
    log.fails = true;
    const { user } = renderPart(<ListView list={list} />);
    expect(await screen.findByText('запись 250')).toBeVisible();
    scrollTo(60);
    expect(await screen.findByText('Дальше загрузить не удалось')).toBeVisible();
    log.fails = false;
    await user.click(screen.getByRole('button', { name: 'Повторить' }));
    expect(await screen.findByText('Загружено 200 из 250')).toBeVisible();
  });
});
