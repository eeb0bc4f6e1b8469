import { useMutation } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { Hint } from '@/components/fields/Field';
import { NumberInput } from '@/components/fields/NumberInput';
import { showToast } from '@/components/toast/toasts';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { useErrorText } from '@/lib/useErrorText';
import { useUserDeeds } from './queries';
import classes from './card.module.css';

const MOST_KWH = 999_999;
const WH = 1000;
const NOTHING = '-';

interface LimitsBlockProps {
  user: User;
  canWrite: boolean;
}

/** «Лимиты» (USR-094..106): what is used and left as figures, the limit is edited in its own line. */
export function LimitsBlock({ user, canWrite }: LimitsBlockProps) {
  const { t } = useTranslation('users');
  const { kwh } = useFormat();
  const [isEditing, setEditing] = useState(false);
  const { limits } = user;
  const { energy_limit_wh: limit, available_energy_wh: available } = limits;
  const when = (at: string | null) => (at ? formatDateTime(at) : NOTHING);
  return (
    <Block title={t('limits.title')}>
      <Figures user={user} />
      <FieldList figures>
        <FieldLine label={t('limits.consumed')}>{kwh(limits.consumed_energy_wh)}</FieldLine>
        {isEditing ? (
          <LimitEditor user={user} onClose={() => setEditing(false)} />
        ) : (
          <FieldLine label={t('limits.limit')}>
            <span className={classes['editable']}>
              {canWrite && (
                <IconButton icon="wrench" dense label={t('limits.edit')} onClick={() => setEditing(true)} />
              )}
              {limit === null ? NOTHING : kwh(limit)}
            </span>
          </FieldLine>
        )}
        <FieldLine label={t('limits.available')}>{available === null ? NOTHING : kwh(available)}</FieldLine>
        <FieldLine label={t('limits.setAt')}>{when(limits.limit_set_at)}</FieldLine>
        <FieldLine label={t('limits.changedAt')}>{when(limits.limit_changed_at)}</FieldLine>
      </FieldList>
    </Block>
  );
}

function Figures({ user: { limits } }: { user: User }) {
  const { t } = useTranslation(['users', 'common']);
  const { kwh } = useFormat();
  const { consumed_energy_wh: used, energy_limit_wh: limit, available_energy_wh: left } = limits;
  if (limit === null || left === null) return null;
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  const unit = <span className="unit">{t('common:units.kwh')}</span>;
  return (
    <div className={classes['figures']}>
      <p>
        <small>{t('limits.used')}</small>
        <b className="num">{kwh(used)}</b>
        {unit}
      </p>
      <p>
        <small>{t('limits.left')}</small>
        <b className={`num ${left < 0 ? classes['over'] : ''}`}>{kwh(left)}</b>
        {unit}
      </p>
      <span className={classes['bar']}>
        <i className={left <= 0 ? classes['full'] : undefined} style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}

interface LimitEditorProps {
  user: User;
  onClose: () => void;
}

/** The input in the line of the limit; empty takes the limit away (USR-102, USR-103). */
function LimitEditor({ user, onClose }: LimitEditorProps) {
  const { t } = useTranslation(['users', 'common']);
  const errorText = useErrorText();
  const deeds = useUserDeeds();
  const id = useId();
  const { energy_limit_wh: limit } = user.limits;
  const [kwh, setKwh] = useState(limit === null ? null : limit / WH);
  const isWrong = kwh !== null && (kwh < 0 || kwh > MOST_KWH);
  const save = useMutation({
    meta: { isQuiet: true },
    mutationFn: () => deeds.setLimit(user, kwh === null ? null : Math.round(kwh * WH)),
    onSuccess: onClose,
    onError: (error) => showToast('error', errorText(error).text),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isWrong && !save.isPending) save.mutate();
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') onClose();
  };
  return (
    <div className={classes['editor']}>
      <dt>
        <label htmlFor={id}>{t('limits.limit')}</label>
      </dt>
      <dd>
        <form onSubmit={submit} noValidate>
          <span onKeyDown={onKeyDown} role="presentation">
            <NumberInput
              id={id}
              value={kwh}
              unit={t('common:units.kwh')}
              least={0}
              most={MOST_KWH}
              decimals={2}
              step={10}
              isInvalid={isWrong}
              onChange={(next) => setKwh(next === null ? null : Math.round(next * 100) / 100)}
            />
          </span>
          <Button look="primary" capitals small type="submit" disabled={save.isPending}>
            {t('common:ok')}
          </Button>
          <Button capitals small onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Hint id={`${id}-hint`} isError={isWrong}>
            {t(isWrong ? 'limits.wrong' : 'limits.hint', { most: MOST_KWH })}
          </Hint>
        </form>
      </dd>
    </div>
  );
}
