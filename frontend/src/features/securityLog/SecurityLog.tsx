import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { LogEntry } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { EntryPane } from './EntryPane';
import { entryQuery } from './queries';
import { useSecurityLogList } from './useSecurityLogList';

const ENTRY = 'entry';

/** The log with the opened entry beside it; the entry is part of the address and can be sent as a link. */
export function SecurityLog() {
  const [search, setSearch] = useSearchParams();
  const openId = search.get(ENTRY) ?? undefined;
  const { data: entry } = useQuery({ ...entryQuery(openId ?? ''), enabled: openId !== undefined });
  const show = useCallback(
    (id: string | null) =>
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          if (id === null) next.delete(ENTRY);
          else next.set(ENTRY, id);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const onOpen = useCallback(({ id }: LogEntry) => show(id), [show]);
  const list = useSecurityLogList({ openId, onOpen });
  return (
    <SplitView pane={openId && entry && <EntryPane entry={entry} onClose={() => show(null)} />}>
      <ListView list={list} />
    </SplitView>
  );
}
