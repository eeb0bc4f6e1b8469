import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LogEntry } from '@/api/types';
import { CopyButton } from '@/components/buttons/CopyButton';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { JsonView } from '@/components/code/JsonView';
import { Pane } from '@/components/split/SplitView';
import { formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { LinkedThing, Source, useLogWords } from './cells';
import { ChangesTable } from './ChangesTable';
import classes from './securityLog.module.css';

interface EntryPaneProps {
  entry: LogEntry;
  onClose: () => void;
}

/** One entry in full, with what it changed; links lead to the things. */
export function EntryPane({ entry, onClose }: EntryPaneProps) {
  const { t } = useTranslation('securityLog');
  const words = useLogWords();
  const canSeeSessions = useCan('sessions:read');
  const title = words.operation(entry.operation);
  const { session_id: session } = entry;
  return (
    <Pane
      label={title}
      title={title}
      tools={<CopyButton text={JSON.stringify(entry, null, 2)} label={t('pane.copy')} />}
      onClose={onClose}
    >
      <FieldList>
        <FieldLine label={t('fields.at')}>
          <span className="num">{formatDateTime(entry.at)}</span>
        </FieldLine>
        <FieldLine label={t('pane.result')}>
          <span className={entry.result === 'refused' ? classes['refused'] : undefined}>
            {t(`results.${entry.result}`)}
          </span>
        </FieldLine>
        <FieldLine label={t('fields.source')}>
          <span className={classes['words']}>
            {words.source(entry.source_type)} <Source entry={entry} />
          </span>
        </FieldLine>
        <FieldLine label={t('fields.link')}>
          <span className={classes['words']}>
            {words.link(entry.link_type)} <LinkedThing entry={entry} />
          </span>
        </FieldLine>
        {session && (
          <FieldLine label={t('fields.sessionId')}>
            {canSeeSessions ? (
              <Link to={`/sessions/${session}`} className="mono">
                {session}
              </Link>
            ) : (
              <span className="mono">{session}</span>
            )}
          </FieldLine>
        )}
        <FieldLine label={t('fields.organization')}>{entry.organization_name}</FieldLine>
        <FieldLine label={t('fields.description')}>{entry.description}</FieldLine>
        <FieldLine label={t('pane.address')}>
          <span className="mono">{entry.address}</span>
        </FieldLine>
        <FieldLine label={t('pane.userAgent')}>{entry.user_agent}</FieldLine>
      </FieldList>
      <ChangesTable before={entry.before} after={entry.after} />
      {Object.keys(entry.arguments).length > 0 && (
        <Block title={t('fields.arguments')}>
          <div className={classes['json']}>
            <JsonView value={entry.arguments} label={t('fields.arguments')} />
          </div>
        </Block>
      )}
      <p className={classes['hash']}>
        {t('pane.hash')} <span className="mono">{entry.hash}</span>
      </p>
    </Pane>
  );
}
