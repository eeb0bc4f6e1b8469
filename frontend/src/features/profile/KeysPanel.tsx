import { useTranslation } from 'react-i18next';
import { Keys } from '@/components/keys/Keys';
import { Panel } from './Panel';

/** The keys that work everywhere. */
export function KeysPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('keys.title')}>
      <Keys
        keys={[
          [['Ctrl', 'K'], t('keys.palette')],
          [['/'], t('keys.search')],
          [['R'], t('keys.refresh')],
          [['?'], t('keys.more')],
          [['Esc'], t('keys.escape')],
        ]}
      />
    </Panel>
  );
}
