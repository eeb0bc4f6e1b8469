import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, useEffect, useEffectEvent } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { onSignedOut } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { hasSession } from '@/api/refresh';
import type { Settings } from '@/api/types';
import { meQuery } from '@/features/auth/queries';
import { setColorMode } from '@/lib/colorScheme';
import { MeContext } from '@/lib/me';
import { needTexts, setLanguage } from './i18n/i18n';
import { paths } from './paths';
import { OfflineBand } from './shell/OfflineBand';
import { Shell } from './shell/Shell';

const FirstSteps = lazy(async () => {
  const [{ FirstStepsPage }] = await Promise.all([import('./pages/FirstStepsPage'), needTexts('profile')]);
  return { default: FirstStepsPage };
});

/** Language and theme of the profile win over what this browser remembered. */
function useProfileLooks(settings: Settings | undefined): void {
  const { language, theme } = settings ?? {};
  useEffect(() => {
    if (language) void setLanguage(language);
  }, [language]);
  useEffect(() => {
    if (theme) setColorMode(theme);
  }, [theme]);
}

/** The shell for a signed-in user; everybody else is led to the authorisation form and back again afterwards. */
export function RequireUser() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const location = useLocation();
  const hasHint = hasSession();
  const { data: me, error } = useQuery({ ...meQuery(), enabled: hasHint });
  const next = encodeURIComponent(`${location.pathname}${location.search}`);
  const signInPath = `${paths.signIn}?next=${next}`;

  const leave = useEffectEvent(() => {
    queryClient.clear();
    void navigate(signInPath, { replace: true });
  });
  useEffect(() => onSignedOut(() => leave()), []);
  useProfileLooks(me?.settings);

  if (me && (me.must_change_password || me.must_set_up_totp)) return <FirstSteps me={me} />;
  if (me)
    return (
      <MeContext value={me}>
        <Shell />
      </MeContext>
    );
  if (!hasHint || (error instanceof ApiProblem && error.status === 401))
    return <Navigate to={signInPath} replace />;
  return error ? <OfflineBand updatedAt={0} /> : null;
}
