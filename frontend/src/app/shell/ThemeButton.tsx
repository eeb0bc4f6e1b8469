import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/buttons/IconButton';
import { setColorMode, useIsDark } from '@/lib/colorScheme';

type Mode = 'light' | 'dark';

/** Sun or moon: the picture shows what a press brings. `onChange` lets a signed-in user's profile follow. */
export function ThemeButton({ onChange }: { onChange?: (mode: Mode) => void }) {
  const { t } = useTranslation('shell');
  const isDark = useIsDark();
  const next: Mode = isDark ? 'light' : 'dark';
  return (
    <IconButton
      icon={isDark ? 'sun' : 'moon'}
      label={t(isDark ? 'themeToLight' : 'themeToDark')}
      onClick={() => {
        setColorMode(next);
        onChange?.(next);
      }}
    />
  );
}
