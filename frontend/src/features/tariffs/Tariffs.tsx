import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Tariff } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { TextInput } from '@/components/fields/TextInput';
import { Skeleton, useIsSlow } from '@/components/messages/Skeleton';
import { StateMessage } from '@/components/messages/StateMessage';
import { useCan } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { usePhone } from '@/lib/useMedia';
import { Calculator } from './Calculator';
import { tariffsQuery, useTariffDeeds } from './queries';
import { TariffDetails } from './TariffDetails';
import { TariffRow } from './TariffRow';
import { TariffWindow } from './TariffWindow';
import classes from './tariffs.module.css';

export type Deed = 'edit' | 'remove' | 'copy' | 'calculate';
type Window = { deed: 'add' } | { deed: Exclude<Deed, 'copy'>; tariff: Tariff };

const NAME = 'tariff';

/** The list by name at the left, the chosen tariff at the right (TAR-006..025). */
export function Tariffs() {
  const { t } = useTranslation('tariffs');
  const [text, setText] = useState('');
  const [search, setSearch] = useSearchParams();
  const [window, setWindow] = useState<Window | null>(null);
  const { data, refetch, isFetching, isPending } = useQuery(tariffsQuery(text));
  const { copy, remove } = useTariffDeeds();
  const canWrite = useCan('tariffs:write');
  const isOffline = useOffline();
  const isPhone = usePhone();
  const isSlow = useIsSlow(isPending);
  const asked = data?.find(({ id }) => id === search.get(NAME));
  const chosen = asked ?? (isPhone ? undefined : data?.[0]);
  const choose = (id: string | null) => setSearch(id ? { [NAME]: id } : {}, { replace: true });

  const run = (deed: Deed, tariff: Tariff) => {
    if (deed === 'copy') void copy(tariff.id).then(({ id }) => choose(id));
    else setWindow({ deed, tariff });
  };
  const close = () => setWindow(null);
  const list = (
    <div className={classes['list']}>
      <div className={classes['bar']}>
        <IconButton
          icon="refresh"
          label={t('refresh')}
          spinning={isFetching}
          onClick={() => void refetch()}
        />
        {canWrite && (
          <IconButton
            icon="plus"
            label={t('add')}
            disabled={isOffline}
            onClick={() => setWindow({ deed: 'add' })}
          />
        )}
        <TextInput
          icon="search"
          placeholder={t('fields.name')}
          aria-label={t('search')}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      {isSlow && (
        <div className={classes['loading']} aria-hidden="true">
          <Skeleton width="70%" />
          <Skeleton width="55%" />
          <Skeleton width="62%" />
        </div>
      )}
      <ul aria-label={t('tabs.info')}>
        {data?.map((tariff) => (
          <TariffRow
            key={tariff.id}
            tariff={tariff}
            isChosen={tariff.id === chosen?.id}
            canWrite={canWrite}
            onChoose={() => choose(tariff.id)}
            onDeed={(deed) => run(deed, tariff)}
          />
        ))}
      </ul>
      {data?.length === 0 && (
        <StateMessage
          icon="tag"
          title={t(text ? 'nothing' : 'empty')}
          hint={text ? undefined : t('emptyHint')}
        />
      )}
    </div>
  );
  return (
    <div className={classes['page']}>
      {!(isPhone && chosen) && list}
      {chosen && (
        <TariffDetails
          tariff={chosen}
          onEdit={canWrite ? () => run('edit', chosen) : undefined}
          actions={
            <>
              {isPhone && <Button onClick={() => choose(null)}>{t('back')}</Button>}
              <Button icon="trend" onClick={() => run('calculate', chosen)}>
                {t('calculator.button')}
              </Button>
            </>
          }
        />
      )}
      {(window?.deed === 'add' || window?.deed === 'edit') && (
        <TariffWindow
          tariff={window.deed === 'edit' ? window.tariff : null}
          onClose={close}
          onSaved={({ id }) => choose(id)}
        />
      )}
      {window?.deed === 'calculate' && <Calculator tariff={window.tariff} onClose={close} />}
      {window?.deed === 'remove' && (
        <ConfirmDialog
          title={t('remove.title')}
          confirm={t('remove.confirm')}
          isDangerous
          success={t('remove.done')}
          run={() => remove(window.tariff)}
          onClose={close}
        >
          <p>{t('remove.text', { name: window.tariff.name })}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
