import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LogEntry } from '@/api/types';
import { Icon } from '@/components/icons/Icon';
import { Mark } from '@/components/icons/Mark';
import type { IconName } from '@/components/icons/drawings';
import { formatDate, formatTime } from '@/lib/format';
import { useMe } from '@/lib/me';
import { linkTarget, sourceTarget, type Target } from './links';
import classes from './securityLog.module.css';

interface EntryProps {
  entry: LogEntry;
}

const SOURCES: Record<string, IconName> = { terminal: 'station', service: 'hub', user: 'users' };

/** Words of the log's codes; one that this version does not know is shown as it came. */
export function useLogWords() {
  const { t } = useTranslation('securityLog');
  const read = (kind: string, code: string) => t(`${kind}.${code}` as 'links.none', { defaultValue: code });
  return {
    source: (code: string) => read('sources', code),
    link: (code: string) => read('links', code),
    operation: (code: string) => read('operations', code),
  };
}

/** The date is muted, the time is what one looks for. */
export const Moment = ({ at }: { at: string }) => (
  <time dateTime={at} className="num">
    <span className="muted">{formatDate(at)}</span> {formatTime(at)}
  </time>
);

export function SourceType({ entry: { source_type: type } }: EntryProps) {
  const words = useLogWords();
  return (
    <span className={classes['source']}>
      <Icon name={SOURCES[type] ?? 'info'} size={14} />
      {words.source(type)}
    </span>
  );
}

/** A link for those who may follow it. Pressing it does not open the entry. */
function To({ target, children }: { target: Target | null; children: ReactNode }) {
  const rights = useMe()?.rights ?? [];
  if (!target || !rights.includes(target.right)) return children;
  return (
    <Link to={target.path} onClick={(event) => event.stopPropagation()}>
      {children}
    </Link>
  );
}

export const Source = ({ entry }: EntryProps) => <To target={sourceTarget(entry)}>{entry.source}</To>;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function LinkedThing({ entry }: EntryProps) {
  const text = entry.link_label ?? entry.link_id;
  if (!text) return null;
  return (
    <To target={linkTarget(entry)}>
      <span className={UUID.test(text) ? 'mono' : undefined}>{text}</span>
    </To>
  );
}

/** Refused things are marked: people must see them. */
export function Operation({ entry }: EntryProps) {
  const words = useLogWords();
  const text = words.operation(entry.operation);
  if (entry.result === 'done') return text;
  return (
    <span className={classes['refused']}>
      <Mark name="cross" tone="fault" />
      {text}
    </span>
  );
}

export function LogPhoneCard({ entry }: EntryProps) {
  const words = useLogWords();
  const linked = entry.link_label ?? entry.link_id;
  return (
    <>
      <span className={classes['phone']}>
        <b>
          <Operation entry={entry} />
        </b>
      </span>
      <span className={classes['phone']}>
        <span className="ellipsis">{entry.source}</span>
        <Moment at={entry.at} />
      </span>
      {linked && (
        <span className={`${classes['phone']} muted`}>
          <span>{words.link(entry.link_type)}</span>
          <span className="ellipsis">{linked}</span>
        </span>
      )}
    </>
  );
}
