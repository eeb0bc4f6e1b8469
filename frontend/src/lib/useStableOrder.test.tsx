import { act, renderHook } from '@testing-library/react';
import { createRef } from 'react';
import { describe, expect, it } from 'vitest';
import { useStableOrder } from './useStableOrder';

interface Row {
  id: string;
  value: number;
}

const make = (...ids: string[]): Row[] => ids.map((id, index) => ({ id, value: index }));
const idOf = ({ id }: Row) => id;

function hold(first: Row[]) {
  const element = document.createElement('div');
  const ref = { ...createRef<HTMLElement>(), current: element };
  const hook = renderHook(({ rows, key }) => useStableOrder(rows, idOf, key, ref), {
    initialProps: { rows: first, key: 'a' },
  });
  const shown = () => hook.result.current.rows.map(idOf).join('');
  const show = (rows: Row[], key = 'a') => hook.rerender({ rows, key });
  return { element, shown, show, result: hook.result };
}

describe('Rows of a live list', () => {
  it('keep their order while their values change', () => {
    const { shown, show, result } = hold(make('a', 'b', 'c'));
    show(make('c', 'b', 'a'));
    expect(shown()).toBe('abc');
    expect(result.current.rows.map(({ value }) => value)).toEqual([2, 1, 0]);
  });

  it('take the new order when it was asked for', () => {
    const { shown, show } = hold(make('a', 'b'));
    show(make('b', 'a'), 'refreshed');
    expect(shown()).toBe('ba');
  });

  it('take new rows at once, but wait while the pointer is at work', () => {
    const { element, shown, show, result } = hold(make('a'));
    show(make('b', 'a'));
    expect(shown()).toBe('ba');
    act(() => void element.dispatchEvent(new Event('pointermove')));
    show(make('c', 'b'));
    expect(shown()).toBe('ba');
    expect(result.current.waiting).toBe(1);
  });
});
