import { useTranslation } from 'react-i18next';
import type { Me } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { FormFields } from '@/components/form/FormFields';
import { useForm } from '@/components/form/useForm';
import { usePasswordForm } from './usePasswordForm';

/** The change of one's own password without a window: before the personal area is opened. */
export function OwnPasswordForm({ onChanged }: { onChanged: (me: Me) => void }) {
  const { t } = useTranslation('profile');
  const state = useForm(usePasswordForm(), onChanged);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        state.submit();
      }}
    >
      <FormFields state={state} />
      <Button type="submit" look="primary" capitals disabled={state.isBusy}>
        {t('password.submit')}
      </Button>
    </form>
  );
}
