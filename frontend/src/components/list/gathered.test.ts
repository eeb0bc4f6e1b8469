import { describe, expect, it } from 'vitest';
import { nothing, withHead, withOlder } from './gathered';

const id = (row: number) => String(row);
const page = (items: number[], next: string | null = null) => ({
  items,
  total: items.length,
  total_is_exact: true,
  next_cursor: next,
});

describe('Rows gathered from pages', () => {
  const begun = withHead(nothing<number>(), page([9, 8, 7], 'below 7'), 'all', id);

  it('go on at the end where the last page ended', () => {
    const longer = withOlder(begun, page([6, 5]), id);
    expect([longer.rows, longer.next]).toEqual([[9, 8, 7, 6, 5], null]);
  });

  it('get what is new on top, each row once', () => {
    const newer = withHead(begun, page([11, 10, 9], 'below 9'), 'all', id);
    expect([newer.rows, newer.next]).toEqual([[11, 10, 9, 8, 7], 'below 7']);
  });

  it('begin anew when rows between are missing, or others are asked for', () => {
    const jumped = withHead(begun, page([30, 29], 'below 29'), 'all', id);
    expect([jumped.rows, jumped.next]).toEqual([[30, 29], 'below 29']);
    expect(withHead(begun, page([8]), 'even', id)).toMatchObject({ key: 'even', rows: [8], next: null });
  });
});
