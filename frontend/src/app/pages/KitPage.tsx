import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { Tabs } from '@/components/card/Tabs';
import { KitCard } from '@/features/kit/KitCard';
import { KitControls } from '@/features/kit/KitControls';
import { KitForm } from '@/features/kit/KitForm';
import { KitList } from '@/features/kit/KitList';
import { KitStates } from '@/features/kit/KitStates';
import { useParams } from 'react-router';
import classes from '@/features/kit/kit.module.css';

const TABS = ['states', 'controls', 'form', 'list', 'card'] as const;
type KitTab = (typeof TABS)[number];

const CONTENTS = {
  states: KitStates,
  controls: KitControls,
  form: KitForm,
  list: KitList,
  card: KitCard,
};

const isTab = (tab: string | undefined): tab is KitTab => TABS.some((known) => known === tab);

/** `/dev/kit`: every component once, for those who build pages and for the tests that look at both themes. */
export function KitPage() {
  const { t } = useTranslation('kit');
  const { tab } = useParams();
  const active = isTab(tab) ? tab : 'states';
  const Contents = CONTENTS[active];
  return (
    <>
      {active !== 'card' && <PageTitle title={t('title')} />}
      <Tabs
        active={active}
        tabs={TABS.map((id) => ({ id, title: t(`tabs.${id}`), path: `/dev/kit/${id}` }))}
      />
      {active === 'list' || active === 'card' ? (
        <div className={classes['whole']}>
          <Contents />
        </div>
      ) : (
        // It scrolls by itself, so the keyboard must be able to reach it.
        <div className={classes['page']} role="region" aria-label={t(`tabs.${active}`)} tabIndex={0}>
          <Contents />
        </div>
      )}
    </>
  );
}
