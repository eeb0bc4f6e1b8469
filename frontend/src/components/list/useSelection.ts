import { useState } from 'react';

const pageState = (chosen: number, all: number): 'none' | 'some' | 'all' =>
  chosen === 0 ? 'none' : chosen < all ? 'some' : 'all';

/** The rows chosen by their check boxes; they stay chosen on other pages of the list. */
export function useSelection<Row>(rowId: (row: Row) => string, rows: readonly Row[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map());
  const here = rows.filter((row) => chosen.has(rowId(row)));
  const change = (some: readonly Row[], isOn: boolean) =>
    setChosen((current) => {
      const next = new Map(current);
      for (const row of some)
        if (isOn) next.set(rowId(row), row);
        else next.delete(rowId(row));
      return next;
    });
  return {
    rows: [...chosen.values()],
    has: (row: Row) => chosen.has(rowId(row)),
    toggle: (row: Row) => change([row], !chosen.has(rowId(row))),
    /** All rows of the open page, or none of them. */
    togglePage: () => change(rows, here.length < rows.length),
    pageState: pageState(here.length, rows.length),
    clear: () => setChosen(new Map()),
  };
}

export type Selection<Row> = ReturnType<typeof useSelection<Row>>;
