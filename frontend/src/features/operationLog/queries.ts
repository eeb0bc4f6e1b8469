import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { LogRecord } from '@/api/types';
import type { ListSource } from '@/components/list/types';

type ListQuery = Record<string, unknown>;

/** The server's hints call them reports. */
export const recordsQuery = (query: ListQuery): ListSource<LogRecord> => ({
  queryKey: ['reports', 'list', query],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/operation-log', { params: { query }, signal })),
});
