import { useTranslation } from 'react-i18next';
import { Block } from '@/components/card/Fields';
import { changesOf, listChange, readValue, type Change } from './diff';
import classes from './securityLog.module.css';

interface ChangesTableProps {
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

/** What the deed changed, field by field; of lists only what came and what went. */
export function ChangesTable({ before, after }: ChangesTableProps) {
  const { t } = useTranslation('securityLog');
  const changes = changesOf(before, after);
  if (changes.length === 0) return null;
  return (
    <Block title={t('pane.changes')}>
      <table className={classes['changes']} aria-label={t('pane.changes')}>
        <thead>
          <tr>
            <th scope="col">{t('pane.field')}</th>
            <th scope="col">{t('pane.before')}</th>
            <th scope="col">{t('pane.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row" className="mono">
                {change.field}
              </th>
              <Values change={change} />
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}

function Values({ change }: { change: Change }) {
  const lists = listChange(change);
  const before = lists ? lists.removed.map(readValue) : [readValue(change.before)];
  const after = lists ? lists.added.map(readValue) : [readValue(change.after)];
  return (
    <>
      <td>
        {before.filter(Boolean).map((text) => (
          <del key={text}>{text}</del>
        ))}
      </td>
      <td>
        {after.filter(Boolean).map((text) => (
          <ins key={text}>{text}</ins>
        ))}
      </td>
    </>
  );
}
