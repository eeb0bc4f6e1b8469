import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { UnknownStation } from '@/api/types';
import { PageTitle } from '@/components/card/PageTitle';
import { StationFormWindow } from '@/features/stations/StationFormWindow';
import { UnknownStations } from '@/features/unknownStations/UnknownStations';
import { useCan } from '@/lib/me';
import { paths } from '../paths';
import { StationsTabs } from './StationsTabs';

/** Stations that knock and are refused; adding one opens the form filled with what it has told. */
export function UnknownStationsPage() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const canAdd = useCan('stations:write');
  const [adding, setAdding] = useState<UnknownStation | null>(null);
  return (
    <>
      <PageTitle title={t('page.stations')} />
      <StationsTabs active="unknown" />
      <UnknownStations onAdd={canAdd ? setAdding : undefined} />
      {adding && (
        <StationFormWindow
          draft={{ deed: 'addUnknown', unknown: adding }}
          onClose={() => setAdding(null)}
          onCreated={({ id }) => void navigate(`${paths.stations}/${id}`)}
        />
      )}
    </>
  );
}
