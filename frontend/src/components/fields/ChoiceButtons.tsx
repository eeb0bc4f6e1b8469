import type { Option } from './SelectInput';
import classes from './fields.module.css';

interface ChoiceButtonsProps {
  label: string;
  options: readonly Option[];
  value: readonly string[];
  disabled?: boolean;
  onChange: (value: string[]) => void;
}

/** Several of a few short names, such as the days of a week; the order stays that of the options. */
export function ChoiceButtons({ label, options, value, disabled, onChange }: ChoiceButtonsProps) {
  const toggle = (pressed: string) => {
    const isOn = (option: string) => value.includes(option) !== (option === pressed);
    onChange(options.map((option) => option.value).filter(isOn));
  };
  return (
    <div className={classes['choices']} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          disabled={disabled}
          aria-pressed={value.includes(option.value)}
          onClick={() => toggle(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
