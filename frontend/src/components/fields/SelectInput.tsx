import InputBase from '@mui/material/InputBase';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { Icon } from '../icons/Icon';
import classes from './fields.module.css';

export interface Option {
  value: string;
  label: string;
  /** A second, muted line. */
  hint?: string | undefined;
  /** Of check boxes side by side: a new line begins with it. */
  startsLine?: boolean;
}

interface SelectInputProps {
  id?: string;
  label: string;
  value: string;
  options: readonly Option[];
  /** Shown while the value is empty; also offered as the choice that clears it. */
  empty?: string;
  small?: boolean;
  disabled?: boolean;
  isInvalid?: boolean;
  onChange: (value: string) => void;
}

const Chevron = ({ className }: { className?: string }) => <Icon name="down" className={className} />;

export const SelectInput = ({
  id,
  label,
  value,
  options,
  empty,
  small,
  disabled = false,
  isInvalid = false,
  onChange,
}: SelectInputProps) => (
  <Select
    // The plain variant hands no outline properties down to our own input.
    variant="standard"
    value={value}
    displayEmpty
    disabled={disabled}
    input={
      <InputBase
        className={[
          classes['input'],
          classes['select'],
          small && classes['small'],
          isInvalid && classes['invalid'],
        ]
          .filter(Boolean)
          .join(' ')}
      />
    }
    IconComponent={Chevron}
    inputProps={{ 'aria-label': label, ...(id ? { id } : {}) }}
    SelectDisplayProps={{ 'aria-label': label }}
    onChange={(event) => onChange(event.target.value)}
    renderValue={(chosen) =>
      options.find((option) => option.value === chosen)?.label ?? (
        <span className={classes['placeholder']}>{empty}</span>
      )
    }
  >
    {empty !== undefined && <MenuItem value="">{empty}</MenuItem>}
    {options.map((option) => (
      <MenuItem key={option.value} value={option.value}>
        {option.label}
      </MenuItem>
    ))}
  </Select>
);
