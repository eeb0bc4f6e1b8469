import Autocomplete from '@mui/material/Autocomplete';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '@/lib/useDebounced';
import { IconButton } from '../buttons/IconButton';
import { Icon } from '../icons/Icon';
import type { Option } from './SelectInput';
import classes from './fields.module.css';

/** Where a reference field finds its variants. */
export interface OptionSource {
  key: QueryKey;
  search: (text: string, signal: AbortSignal) => Promise<Option[]>;
}

interface TypeAheadProps {
  id: string;
  source: OptionSource;
  value: readonly Option[];
  /** One value unless `multiple`. */
  multiple?: boolean;
  isInvalid?: boolean;
  disabled?: boolean;
  onChange: (value: Option[]) => void;
}

/** «Начните ввод»: matching variants appear as characters are typed, one (or several) is chosen. */
export function TypeAhead({
  id,
  source,
  value,
  multiple = false,
  isInvalid = false,
  disabled = false,
  onChange,
}: TypeAheadProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const asked = useDebounced(text);
  const { data: options = [], isFetching } = useQuery({
    queryKey: [...source.key, 'options', asked],
    queryFn: ({ signal }) => source.search(asked, signal),
  });
  return (
    <Autocomplete<Option, true>
      id={id}
      multiple
      disabled={disabled}
      className={classes['typeAhead'] ?? ''}
      options={options}
      value={[...value]}
      inputValue={text}
      loading={isFetching}
      loadingText={t('list.loading')}
      noOptionsText={t('nothingFound')}
      filterOptions={(all) => all}
      isOptionEqualToValue={(left, right) => left.value === right.value}
      getOptionLabel={(option) => option.label}
      // A «reset» comes with every drawing, for the list of values is made anew: it would take away what is typed.
      onInputChange={(_, next, reason) => reason !== 'blur' && reason !== 'reset' && setText(next)}
      onChange={(_, chosen) => onChange(multiple ? chosen : chosen.slice(-1))}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props}>
          <span className={classes['option']}>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </li>
      )}
      renderValue={(chosen, getItemProps) =>
        chosen.map((option, index) => (
          <span
            key={option.value}
            className={classes['tag']}
            data-item-index={getItemProps({ index })['data-item-index']}
          >
            {option.label}
            <IconButton
              icon="cross"
              tiny
              label={t('list.removeCriterion', { name: option.label })}
              onClick={() => onChange(value.filter((other) => other.value !== option.value))}
            />
          </span>
        ))
      }
      renderInput={({ slotProps }) => (
        <span
          ref={slotProps.input.ref}
          className={`${classes['input'] ?? ''} ${isInvalid ? (classes['invalid'] ?? '') : ''}`}
        >
          {slotProps.input.startAdornment}
          <input {...slotProps.htmlInput} placeholder={t('startTyping')} aria-invalid={isInvalid} />
          <Icon name="search" />
        </span>
      )}
    />
  );
}
