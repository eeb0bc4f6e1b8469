import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './fields.module.css';

interface FieldProps {
  label: string;
  /** Id of the control that the label names. */
  htmlFor: string;
  isRequired?: boolean;
  /** True when the value is missing: «Обязательное поле» stands in the reserved line. */
  isMissing?: boolean;
  /** What is wrong with the value; stands in place of the hint. */
  error?: string | undefined;
  hint?: string | undefined;
  /** `entered / limit`, under the right edge. */
  counter?: string | undefined;
  /** Keeps the hint line out where no hint can come (filter windows). */
  plain?: boolean;
  children: ReactNode;
}

/** Label above the control, star after it, hint in a reserved line so that an error does not shift the form. */
export function Field({
  label,
  htmlFor,
  isRequired,
  isMissing,
  error,
  hint,
  counter,
  plain,
  children,
}: FieldProps) {
  const { t } = useTranslation();
  const wrong = isMissing ? t('required') : error;
  return (
    <div className={classes['field']}>
      <label className={classes['label']} id={`${htmlFor}-label`} htmlFor={htmlFor}>
        {label}
        {isRequired && (
          <span className={classes['star']} aria-hidden="true">
            *
          </span>
        )}
      </label>
      {children}
      {!plain && (
        <div className={classes['under']}>
          <Hint id={`${htmlFor}-hint`} isError={wrong !== undefined}>
            {wrong ?? hint}
          </Hint>
          {counter && <Hint isError={wrong !== undefined}>{counter}</Hint>}
        </div>
      )}
    </div>
  );
}

interface HintProps {
  id?: string;
  isError?: boolean | undefined;
  children: ReactNode;
}

/** The small line under a control. */
export const Hint = ({ id, isError = false, children }: HintProps) => (
  <span id={id} className={`${classes['hint']} ${isError ? classes['error'] : ''}`}>
    {children}
  </span>
);
