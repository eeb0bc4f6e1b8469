import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Frame } from '@/api/types';
import { CopyButton } from '@/components/buttons/CopyButton';
import { Segmented } from '@/components/buttons/Segmented';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { JsonView } from '@/components/code/JsonView';
import { pretty } from '@/components/code/tokens';
import log from '@/components/list/log.module.css';
import { Pane } from '@/components/split/SplitView';
import { formatDate } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { timeWithMs } from './cells';
import { pairQuery } from './queries';
import classes from './protocolLog.module.css';

type Look = 'pretty' | 'raw';

interface FramePaneProps {
  frame: Frame;
  zone: string;
  onClose: () => void;
}

/** One exchange: the call and its answer, formatted or as they came, to be copied. */
export function FramePane({ frame, zone, onClose }: FramePaneProps) {
  const { t } = useTranslation('protocolLog');
  const [look, setLook] = useState<Look>('pretty');
  const { data } = useQuery(pairQuery(frame));
  const frames = data?.some(({ id }) => id === frame.id) ? data : [frame];
  const title = frame.action ?? t('unreadable');
  return (
    <Pane
      label={title}
      title={title}
      tools={
        <Segmented
          label={t('pane.look')}
          value={look}
          options={[
            { value: 'pretty', label: t('pane.pretty') },
            { value: 'raw', label: t('pane.raw') },
          ]}
          onChange={setLook}
        />
      }
      onClose={onClose}
    >
      <Facts frames={frames} frame={frame} zone={zone} />
      {frames.map((one) => (
        <OneFrame key={one.id} frame={one} isRaw={look === 'raw'} zone={zone} />
      ))}
    </Pane>
  );
}

function Facts({ frames, frame, zone }: { frames: readonly Frame[]; frame: Frame; zone: string }) {
  const { t } = useTranslation('protocolLog');
  const { number } = useFormat();
  const [call] = frames;
  const answer = frames.find(({ message_type: kind }) => kind === 'result' || kind === 'error');
  const ms = call && answer && call !== answer ? Date.parse(answer.at) - Date.parse(call.at) : null;
  return (
    <FieldList>
      <FieldLine label={t('pane.at')}>
        <span className="num">
          {formatDate(frame.at, zone)} {timeWithMs(frame.at, zone)}
        </span>
      </FieldLine>
      {ms !== null && answer && (
        <FieldLine label={t('pane.answer')}>
          <span className={answer.message_type === 'error' ? log['error'] : undefined}>
            {t('pane.after', { ms: number(ms, 0) })},{' '}
            {t(answer.message_type === 'error' ? 'kinds.error' : 'kinds.result')}
          </span>
        </FieldLine>
      )}
      <FieldLine label={t('columns.messageId')}>
        <span className="mono">{frame.message_id}</span>
      </FieldLine>
      <FieldLine label={t('columns.epoch')}>{frame.epoch}</FieldLine>
    </FieldList>
  );
}

function OneFrame({ frame, isRaw, zone }: { frame: Frame; isRaw: boolean; zone: string }) {
  const { t } = useTranslation('protocolLog');
  const words = t(frame.direction === 'in' ? 'views.in' : 'views.out');
  const bytes = new TextEncoder().encode(frame.raw).length;
  return (
    <section className={classes['frame']}>
      <header>
        <h3>
          {words}
          <span className="num muted">
            {timeWithMs(frame.at, zone)} · {t('pane.bytes', { count: bytes })}
          </span>
        </h3>
        <CopyButton text={isRaw ? frame.raw : pretty(frame.raw)} label={`${t('pane.copy')}: ${words}`} />
      </header>
      <JsonView value={frame.raw} isRaw={isRaw} label={words} />
    </section>
  );
}
