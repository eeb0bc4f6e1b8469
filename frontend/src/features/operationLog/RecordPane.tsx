import { useTranslation } from 'react-i18next';
import type { LogRecord } from '@/api/types';
import { CopyButton } from '@/components/buttons/CopyButton';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { JsonView } from '@/components/code/JsonView';
import { Pane } from '@/components/split/SplitView';
import { formatDateTime } from '@/lib/format';
import { useKindWords } from './cells';
import { faultOf, transactionOf, useAction } from './words';

interface RecordPaneProps {
  record: LogRecord;
  zone: string;
  onClose: () => void;
}

/** One entry with its whole message, to be read and copied (STN-161). */
export function RecordPane({ record, zone, onClose }: RecordPaneProps) {
  const { t } = useTranslation('operationLog');
  const kindWords = useKindWords();
  const action = useAction();
  const title = kindWords(record.kind);
  const text = JSON.stringify(record.body, null, 2);
  return (
    <Pane label={title} title={title} tools={<CopyButton text={text} label={t('copy')} />} onClose={onClose}>
      <FieldList>
        <FieldLine label={t('columns.created')}>
          <span className="num">{formatDateTime(record.received_at, zone)}</span>
        </FieldLine>
        <FieldLine label={t('columns.deviceAt')}>
          <span className="num">{record.device_at && formatDateTime(record.device_at, zone)}</span>
        </FieldLine>
        <FieldLine label={t('columns.connector')}>{record.connector_number}</FieldLine>
        <FieldLine label={t('columns.transaction')}>
          <span className="mono">{transactionOf(record)}</span>
        </FieldLine>
        <FieldLine label={t('columns.action')}>{action(record)}</FieldLine>
        <FieldLine label={t('columns.error')}>{faultOf(record)}</FieldLine>
      </FieldList>
      <JsonView value={record.body} label={t('columns.message')} />
    </Pane>
  );
}
