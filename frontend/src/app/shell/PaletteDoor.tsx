import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/buttons/IconButton';
import { useMe } from '@/lib/me';
import { needTexts } from '../i18n/i18n';
import { paths } from '../paths';
import { offeredGroups } from './pages';

const Palette = lazy(async () => {
  const [{ Palette: Loaded }] = await Promise.all([
    import('@/features/palette/Palette'),
    needTexts('palette'),
  ]);
  return { default: Loaded };
});

const isPaletteKey = ({ code, ctrlKey, metaKey }: KeyboardEvent) => code === 'KeyK' && (ctrlKey || metaKey);

/** Opens the palette by its button and by Ctrl+K; it is loaded when it is first wanted. */
export function PaletteDoor() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isPaletteKey(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const pages = offeredGroups(me?.rights ?? []).flatMap((group) =>
    group.pages.map(({ name, path, icon }) => ({ name: t(`page.${name}`), path, icon })),
  );
  const profile = { name: t('profile'), path: paths.profile, icon: 'user' as const };
  return (
    <>
      <IconButton icon="search" label={t('palette')} onClick={() => setOpen(true)} />
      {isOpen && (
        <Suspense>
          <Palette pages={[...pages, profile]} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
