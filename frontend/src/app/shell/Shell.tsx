import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { TitleSlotContext } from '@/components/card/PageTitle';
import { StateMessage } from '@/components/messages/StateMessage';
import { useMe } from '@/lib/me';
import { OfflineContext } from '@/lib/offline';
import { readStored, writeStored } from '@/lib/storage';
import { useFreshness } from '@/lib/useFreshness';
import { useNarrow } from '@/lib/useMedia';
import { ErrorBoundary } from '../ErrorBoundary';
import { useAutoRefresh, useLiveUpdates } from '../live/useLiveUpdates';
import { OfflineBand } from './OfflineBand';
import { PageComing } from './PageComing';
import { PageDrawer } from './PageDrawer';
import { PageList } from './PageList';
import { offeredGroups } from './pages';
import { TopBar } from './TopBar';
import classes from './shell.module.css';

const KEY = 'sc-page-list';

/** The permanent frame: page list at the left, bar at the top, one page in the rest. */
export function Shell() {
  const { t } = useTranslation('shell');
  const isNarrow = useNarrow();
  const [isListShown, setListShown] = useState(() => readStored(KEY, true));
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [titleSlot, setTitleSlot] = useState<HTMLElement | null>(null);
  const { pathname } = useLocation();
  const freshness = useFreshness();
  useLiveUpdates();
  useAutoRefresh();

  const toggle = () => {
    if (isNarrow) {
      setDrawerOpen(true);
      return;
    }
    setListShown(!isListShown);
    writeStored(KEY, !isListShown);
  };
  const hasList = isListShown && !isNarrow;
  return (
    <OfflineContext value={freshness.isOffline}>
      <TitleSlotContext value={titleSlot}>
        <a className={classes['skip']} href="#content">
          {t('skip')}
        </a>
        <div className={`${classes['app']} ${hasList ? '' : classes['wide']}`}>
          {hasList && <PageList />}
          <div className={classes['main']}>
            <TopBar freshness={freshness} isListShown={hasList} onToggle={toggle} titleRef={setTitleSlot} />
            {freshness.isOffline && <OfflineBand updatedAt={freshness.updatedAt} />}
            <main id="content" className={classes['content']} aria-busy={freshness.isLoading}>
              <ErrorBoundary resetKey={pathname}>
                <Suspense fallback={<PageComing />}>
                  <PageOrRefusal />
                </Suspense>
              </ErrorBoundary>
            </main>
          </div>
        </div>
        {isNarrow && isDrawerOpen && <PageDrawer onClose={() => setDrawerOpen(false)} />}
      </TitleSlotContext>
    </OfflineContext>
  );
}

/** A user whose roles show nothing reads why instead of an empty page (UI-012). */
function PageOrRefusal() {
  const { t } = useTranslation();
  const rights = useMe()?.rights ?? [];
  const seesSomething = offeredGroups(rights).length > 0;
  if (seesSomething) return <Outlet />;
  return <StateMessage icon="lock" title={t('noRights.title')} hint={t('noRights.hint')} />;
}
