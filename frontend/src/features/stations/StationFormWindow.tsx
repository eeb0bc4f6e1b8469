import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station, UnknownStation } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { Note } from '@/components/messages/Note';
import {
  readStation,
  regionsQuery,
  useCreateStation,
  useUpdateStation,
  type CreatedStation,
} from './queries';
import { copyOf, EMPTY, toCreate, toUpdate, valuesOf, valuesOfUnknown, type Kind } from './stationForm';
import { StationSecretWindow } from './StationSecretWindow';
import { useStationFields } from './useStationFields';

/** What the form begins with. */
export type StationDraft =
  | { deed: 'add'; kind: Kind }
  | { deed: 'addUnknown'; unknown: UnknownStation }
  | { deed: 'copy'; station: Station }
  | { deed: 'edit'; station: Station };

interface StationFormWindowProps {
  draft: StationDraft;
  onClose: () => void;
  onCreated?: (station: Station) => void;
}

const kindOf = (draft: StationDraft): Kind => {
  if (draft.deed === 'add') return draft.kind;
  return draft.deed === 'addUnknown' ? 'external' : draft.station.kind;
};

const initialOf = (draft: StationDraft) => {
  switch (draft.deed) {
    case 'add':
      return EMPTY;
    case 'addUnknown':
      return valuesOfUnknown(draft.unknown);
    case 'copy':
      return copyOf(draft.station);
    case 'edit':
      return valuesOf(draft.station);
  }
};

/** Adding, copying and editing a station are one form. It opens once the regions to choose from are known. */
export function StationFormWindow(props: StationFormWindowProps) {
  const { data: regions } = useQuery(regionsQuery());
  return regions ? <TheWindow {...props} regions={regions} /> : null;
}

interface TheWindowProps extends StationFormWindowProps {
  regions: readonly { id: string; name: string }[];
}

function TheWindow({ draft, onClose, onCreated, regions }: TheWindowProps) {
  const { t } = useTranslation('stations');
  const kind = kindOf(draft);
  const isEdit = draft.deed === 'edit';
  const fields = useStationFields({ kind, isEdit, regions });
  const create = useCreateStation();
  const update = useUpdateStation();
  const [created, setCreated] = useState<CreatedStation | null>(null);
  const initial = initialOf(draft);
  const [only] = regions;
  const values = { ...initial, region: initial.region || (regions.length === 1 ? (only?.id ?? '') : '') };
  const tabs = [
    { id: 'info', title: t('form.tabs.info') },
    { id: 'more', title: t('form.tabs.more') },
    ...(kind === 'external' ? [{ id: 'connectors', title: t('form.tabs.connectors') }] : []),
  ];
  const leave = (station: Station) => {
    onClose();
    onCreated?.(station);
  };
  if (created?.secret)
    return (
      <StationSecretWindow stationKey={created.key} secret={created.secret} onClose={() => leave(created)} />
    );
  const common = { fields, tabs, initial: values, confirm: t('form.save') };
  if (isEdit)
    return (
      <FormWindow
        form={{
          ...common,
          title: t('form.editTitle', { number: draft.station.number }),
          record: {
            revision: draft.station.revision,
            read: async () => {
              const station = await readStation(draft.station.id);
              return { values: valuesOf(station), revision: station.revision };
            },
          },
          submit: (typed, { headers }) => update(draft.station, toUpdate(typed, draft.station), headers),
          success: t('form.changed'),
        }}
        onClose={onClose}
      />
    );
  const identity = draft.deed === 'addUnknown' ? draft.unknown.identity : null;
  return (
    <FormWindow
      form={{
        ...common,
        title: t(kind === 'external' ? 'form.addExternal' : 'form.addRegular'),
        before: identity !== null && <Note tone="off">{t('form.fromUnknown', { identity })}</Note>,
        submit: (typed, { headers }) => create(toCreate(typed, kind, identity), headers),
        success: t('form.added'),
      }}
      onClose={onClose}
      onDone={(station) => (station.secret ? setCreated(station) : leave(station))}
    />
  );
}
