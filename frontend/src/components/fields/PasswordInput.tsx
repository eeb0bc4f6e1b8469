import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../buttons/IconButton';
import { TextInput } from './TextInput';

type PasswordInputProps = Omit<ComponentProps<typeof TextInput>, 'type' | 'end'>;

/** Masked text that its eye shows. */
export function PasswordInput(props: PasswordInputProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const toggle = (
    <IconButton
      icon="eye"
      dense
      on={isShown}
      label={t(isShown ? 'form.hidePassword' : 'form.showPassword')}
      onClick={() => setShown(!isShown)}
    />
  );
  return <TextInput {...props} type={isShown ? 'text' : 'password'} end={toggle} />;
}
