import { useTranslation } from 'react-i18next';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { FACES } from '@/components/icons/faces';
import { Icon } from '@/components/icons/Icon';
import { DRAWINGS, type IconName } from '@/components/icons/drawings';
import { Mark } from '@/components/icons/Mark';
import { Note } from '@/components/messages/Note';
import { ConnectorTile } from '@/components/states/ConnectorTile';
import { LOOKS, type Look, type StateKind } from '@/components/states/looks';
import { StateLabel, StatePill } from '@/components/states/StateLabel';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { KitSection } from './KitSection';
import classes from './kit.module.css';

const ROLES: [Look['tone'], Look['mark']][] = [
  ['ok', 'dot'],
  ['charge', 'bolt'],
  ['done', 'check'],
  ['fault', 'triangle'],
  ['warn', 'up'],
  ['attention', 'triangle'],
  ['overdue', 'clock'],
  ['off', 'bar'],
];
const QUIET: readonly StateKind[] = ['technicalStatus', 'connectorMark'];

/** Colours with a meaning, the sockets, the drawings, and every state with its word. */
export function KitStates() {
  const { t } = useTranslation('kit');
  const label = useEnumLabel();
  return (
    <>
      <KitSection title={t('roles')}>
        {ROLES.map(([tone, mark]) => (
          <span
            key={tone}
            className={classes['role']}
            style={{ background: `var(--${tone}-soft)`, color: `var(--${tone}-text)` }}
          >
            {tone}
            <Mark name={mark} tone={tone} />
          </span>
        ))}
      </KitSection>
      <KitSection title={t('sockets')}>
        {Object.keys(FACES).map((type) => (
          <span key={type} className={classes['named']}>
            <ConnectorFace type={type} size={28} />
            {label('connectorType', type)}
          </span>
        ))}
      </KitSection>
      <KitSection title={t('tiles')}>
        {Object.keys(LOOKS.connectorStatus).map((status, index) => (
          <ConnectorTile
            key={status}
            connector={{
              number: index + 1,
              type: Object.keys(FACES)[index % 8] as 'ccs2',
              max_power_w: 60_000,
              status: status as 'available',
              mark: null,
              controller_status: 'A',
            }}
          />
        ))}
      </KitSection>
      {(Object.keys(LOOKS) as StateKind[]).map((kind) => (
        <KitSection key={kind} title={t(`kinds.${kind}`)}>
          {Object.keys(LOOKS[kind]).map((code) =>
            QUIET.includes(kind) ? (
              <StateLabel key={code} kind={kind} code={code} />
            ) : (
              <StatePill key={code} kind={kind} code={code} capitals={kind === 'sessionState'} />
            ),
          )}
        </KitSection>
      ))}
      <KitSection title={t('notes')}>
        <Note tone="fault">{t('noteFault')}</Note>
        <Note tone="warn">{t('noteWarn')}</Note>
        <Note tone="off">{t('noteOff')}</Note>
      </KitSection>
      <KitSection title={t('icons')}>
        {(Object.keys(DRAWINGS) as IconName[]).map((name) => (
          <span key={name} className={classes['named']}>
            <Icon name={name} />
            {name}
          </span>
        ))}
      </KitSection>
    </>
  );
}
