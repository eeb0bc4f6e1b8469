import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Option } from './SelectInput';
import type { OptionSource } from './TypeAhead';

/** The server searches from this many characters on; before that its first page is offered. */
const SEARCH_FROM = 3;

/** Stations to filter by, of any list. */
export const stationSource: OptionSource = {
  key: ['stations', 'list'],
  search: async (text, signal) => {
    const searched = text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {};
    const query = { limit: 20, sort: 'number', ...searched };
    const { items } = await unwrap(api.GET('/api/v1/stations', { params: { query }, signal }));
    return items.map(({ id, number, name }) => ({ value: id, label: number, hint: name }));
  },
};

/** The station that a filter of a link names. */
export async function readStationOption(id: string, signal: AbortSignal): Promise<Option> {
  const path = { station_id: id };
  const { number, name } = await unwrap(
    api.GET('/api/v1/stations/{station_id}', { params: { path }, signal }),
  );
  return { value: id, label: number, hint: name };
}
