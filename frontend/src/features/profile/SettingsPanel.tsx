import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '@/api/types';
import { SelectInput, type Option } from '@/components/fields/SelectInput';
import { Panel } from './Panel';
import classes from './profile.module.css';

interface SettingsPanelProps {
  settings: Settings;
  change: (change: Partial<Settings>) => void;
}

const PERIODS = [5, 10, 15, 30, 60];
const ROWS = [15, 25, 50, 100];
const THEMES = ['light', 'dark', 'system'] as const;
const OFF = 'off';

const numbers = (steps: readonly number[], present: number | null): Option[] =>
  [...new Set([...steps, ...(present === null ? [] : [present])])]
    .sort((left, right) => left - right)
    .map((step) => ({ value: String(step), label: String(step) }));

/** The four personal settings; a choice is in force at once, here and at the next sign-in. */
export function SettingsPanel({ settings, change }: SettingsPanelProps) {
  const { t } = useTranslation('profile');
  const { auto_refresh_seconds: period, theme, rows_per_page: rows, language } = settings;
  return (
    <Panel title={t('settings.title')} extra={<span className="muted">{t('settings.atOnce')}</span>}>
      <Choice
        name="period"
        value={period === null ? OFF : String(period)}
        options={[{ value: OFF, label: t('settings.off') }, ...numbers(PERIODS, period)]}
        onChange={(value) => change({ auto_refresh_seconds: value === OFF ? null : Number(value) })}
      />
      <Choice
        name="theme"
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        onChange={(value) => change({ theme: value as Settings['theme'] })}
      />
      <Choice
        name="rows"
        value={String(rows)}
        options={numbers(ROWS, rows)}
        onChange={(value) => change({ rows_per_page: Number(value) })}
      />
      <Choice
        name="language"
        value={language}
        options={[
          { value: 'ru', label: t('settings.languages.ru') },
          { value: 'en', label: 'English' },
        ]}
        onChange={(value) => change({ language: value as Settings['language'] })}
      />
    </Panel>
  );
}

interface ChoiceProps {
  name: 'period' | 'theme' | 'rows' | 'language';
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}

function Choice({ name, value, options, onChange }: ChoiceProps) {
  const { t } = useTranslation('profile');
  const id = useId();
  const label = t(`settings.${name}`);
  return (
    <div className={classes['setting']}>
      <div>
        <strong>{label}</strong>
        <p>{t(`settings.${name}Hint`)}</p>
      </div>
      <SelectInput id={id} label={label} value={value} options={options} onChange={onChange} />
    </div>
  );
}
