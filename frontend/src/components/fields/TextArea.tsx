import type { TextareaHTMLAttributes } from 'react';
import classes from './fields.module.css';

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  isInvalid?: boolean;
}

export const TextArea = ({ isInvalid = false, ...rest }: TextAreaProps) => (
  <span className={`${classes['input']} ${classes['area']} ${isInvalid ? classes['invalid'] : ''}`}>
    <textarea aria-invalid={isInvalid} {...rest} />
  </span>
);
