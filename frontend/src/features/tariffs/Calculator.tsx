import Dialog from '@mui/material/Dialog';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calculation, Tariff } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import dialog from '@/components/dialog/dialog.module.css';
import { Field } from '@/components/fields/Field';
import type { Option } from '@/components/fields/SelectInput';
import { TypeAhead } from '@/components/fields/TypeAhead';
import { Note } from '@/components/messages/Note';
import { usePhone } from '@/lib/useMedia';
import { useErrorText } from '@/lib/useErrorText';
import { useFormat } from '@/lib/useFormat';
import { CalculatedLines } from './CalculatedLines';
import { sessionSource, useTariffDeeds } from './queries';
import classes from './tariffs.module.css';

/** «This tariff on that session»: what it would have cost, line by line, beside what it cost. */
export function Calculator({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const { t } = useTranslation(['tariffs', 'common']);
  const id = useId();
  const isPhone = usePhone();
  const [session, setSession] = useState<Option | null>(null);
  const { calculate } = useTariffDeeds();
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['tariffs', 'calculation', tariff.id, tariff.revision, session?.value],
    enabled: session !== null,
    meta: { isQuiet: true },
    retry: false,
    queryFn: () => calculate(tariff.id, session?.value ?? ''),
  });
  return (
    <Dialog open fullScreen={isPhone} maxWidth={false} onClose={onClose} aria-labelledby={id}>
      <div className={`${dialog['dialog']} ${classes['calculator']}`}>
        <header>
          <h2 id={id}>
            {t('calculator.title')} <span className="muted">{tariff.name}</span>
          </h2>
          <IconButton icon="cross" label={t('common:dismiss')} onClick={onClose} />
        </header>
        <div className={classes['calculatorBody']}>
          <Field label={t('calculator.session')} htmlFor={`${id}-session`} hint={t('calculator.hint')}>
            <TypeAhead
              id={`${id}-session`}
              source={sessionSource}
              value={session ? [session] : []}
              onChange={([chosen]) => setSession(chosen ?? null)}
            />
          </Field>
          {error && <Note tone="fault">{errorText(error).text}</Note>}
          {data && <Result calculation={data} />}
        </div>
        <footer>
          <Button capitals onClick={onClose}>
            {t('common:close')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}

function Result({ calculation }: { calculation: Calculation }) {
  const { t } = useTranslation('tariffs');
  const { money } = useFormat();
  const { amount, charged_amount: charged, currency, groups, obstacles } = calculation;
  const difference = (Number(amount) - Number(charged)).toFixed(2);
  const sign = Number(difference) > 0 ? '+' : '';
  return (
    <>
      {obstacles.map((code) => (
        <Note key={code} tone="warn">
          {t(`obstacles.${code}` as 'obstacles.out_of_window', { defaultValue: t('obstacles.other') })}
        </Note>
      ))}
      <dl className={classes['comparison']}>
        <div>
          <dt>{t('calculator.would')}</dt>
          <dd>{money(amount, currency)}</dd>
        </div>
        <div>
          <dt>{t('calculator.was')}</dt>
          <dd>{money(charged, currency)}</dd>
        </div>
        <div>
          <dt>{t('calculator.difference')}</dt>
          <dd>
            {sign}
            {money(difference, currency)}
          </dd>
        </div>
      </dl>
      {groups.map((group, index) => (
        <CalculatedLines key={index} lines={group.lines} />
      ))}
    </>
  );
}
