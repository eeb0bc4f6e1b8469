import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '@/api/types';
import type { Filters } from '@/lib/useListParams';
import type { Option } from '../fields/SelectInput';
import type { OptionSource } from '../fields/TypeAhead';
import type { IconName } from '../icons/drawings';

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Pixels. The columns without a width share what is left. */
  width?: number;
  /** Pixels that a column without a width keeps at least. */
  least?: number;
  align?: 'end';
  /** Off until the user ticks it in «Колонки». */
  isHidden?: boolean;
  /** Sort key of the server; without one the heading does not react. */
  sort?: string;
  /** Goes first when the window is narrower than 1360 px, or only while a record is open beside the list. */
  yields?: boolean | 'pane';
  /** The whole text of a cell that is cut to one line: an eye at its end opens it in a window. */
  full?: (row: Row) => string | null;
  /** The column's name in the server's export; without one it is left out of the file. */
  field?: string;
}

interface Criterion {
  name: string;
  label: string;
}

export type FilterField =
  /** The server searches from `least` characters on. */
  | (Criterion & {
      kind: 'text';
      least?: number;
      /** Stands in the line of tools instead of the filter window. */
      inline?: boolean;
    })
  | (Criterion & { kind: 'select'; options: readonly Option[]; half?: boolean })
  | (Criterion & { kind: 'check' })
  /** Days, both inclusive, in the zone given (the browser's without one); the server gets moments, `nameTo` exclusive. */
  | (Criterion & { kind: 'dates'; nameTo: string; timeZone?: string })
  | (Criterion & {
      kind: 'reference';
      source: OptionSource;
      /** Label of a chosen id, for its chip. */
      read: (id: string, signal: AbortSignal) => Promise<Option>;
    });

/** Where the rows come from. */
export interface ListSource<Row> {
  queryKey: QueryKey;
  queryFn: (context: { signal: AbortSignal }) => Promise<Page<Row>>;
}

export interface RowAction<Row> {
  id: string;
  label: string;
  icon: IconName;
  run: (row: Row) => void;
  /** Left out of the menu of rows it does not fit. */
  isOffered?: (row: Row) => boolean;
  /** Shown, but not to be pressed. */
  isDisabled?: (row: Row) => boolean;
  /** It takes away: red, below a line of its own. */
  isDangerous?: boolean;
}

/** A deed on several chosen rows. */
export interface BulkAction<Row> {
  id: string;
  label: string;
  icon: IconName;
  /** Outlined red, apart from the others. */
  isDangerous?: boolean;
  /** Chosen rows that it does not fit are left alone. */
  isOffered?: (row: Row) => boolean;
  /** `clear` takes the choice back, once the deed is done. */
  run: (rows: readonly Row[], clear: () => void) => void;
}

/** A list that is part of a card and limited by it. */
export interface ListScope {
  filters: Filters;
  /** Shown as chips without a cross. */
  chips: readonly string[];
  /** Columns and criteria that the scope makes pointless. */
  without: readonly string[];
}

/** Everything that one list page says; the kit does the rest. */
export interface ListDeclaration<Row> {
  /** Key of the column choice in this browser. */
  id: string;
  label: string;
  columns: readonly Column<Row>[];
  filters: readonly FilterField[];
  defaultSort: string;
  rowId: (row: Row) => string;
  /** What a row is called by its buttons: «EVSE46: Действия». */
  rowName: (row: Row) => string;
  cardPath?: (row: Row) => string;
  /** Instead of a card: a press shows the row in a pane beside the list. */
  onOpen?: (row: Row) => void;
  /** The row that the pane shows. */
  openId?: string | undefined;
  /** With actions the first column has three dots, without them the eye. */
  actions?: readonly RowAction<Row>[];
  /** The row as a card, below 600 px. */
  phoneCard: (row: Row) => ReactNode;
  query: (query: Record<string, unknown>) => ListSource<Row>;
  scope?: ListScope;
  /** Between the tools and the table: counts that are one-press filters. */
  strip?: (filters: Filters, setFilters: (filters: Filters) => void) => ReactNode;
  /** «+», named after what it makes; absent without the right to create. */
  create?: { label: string; run: () => void };
  /** Rows get check boxes, and these actions stand over the table while some are chosen. */
  bulk?: readonly BulkAction<Row>[];
  /**
   * Where the server writes the filtered list to a file, such as `/api/v1/stations/export`. A function may take back
   * criteria that the server does not know, and gives nothing where no file can be had.
   */
  exportPath?: string | ((search: URLSearchParams) => string | undefined);
  /** After refresh, before the funnel: a «+» with a choice, and the like. */
  tools?: ReactNode;
  /** Before «Колонки»; it may offer filters of one press too. */
  endTools?: (filters: Filters, setFilters: (filters: Filters) => void) => ReactNode;
  /** A sentence about the page between the tools and the table. */
  note?: ReactNode;
  /** In place of an empty list that no criterion limits. */
  emptyState?: ReactNode;
  /** Rows of 32 px. */
  isLog?: boolean;
  /**
   * No pages: the next rows are read while the user scrolls, and only those in view are drawn. For a log, the newest
   * first: what is new comes on top while the user is there, else it waits. `cardHeight`: of a card on a phone.
   */
  endless?: { cardHeight: number };
  /** An endless list stands still: nothing new is shown until the user asks. */
  isHeld?: boolean;
}
