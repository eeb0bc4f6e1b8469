import { useState } from 'react';
import { ApiProblem } from '@/api/problem';
import { CodeForm } from './CodeForm';
import { PasswordForm } from './PasswordForm';
import { useSignIn, type Credentials } from './queries';

const isAsking = (error: Error | null) => error instanceof ApiProblem && error.code === 'totp_required';

/** Login and password; then, for those who have set it up, the code of the second factor. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  const signIn = useSignIn();
  const send = (body: Credentials) =>
    signIn.mutate(body, {
      onSuccess: onSignedIn,
      onError: (error) => {
        if (isAsking(error)) setCredentials(body);
      },
    });
  if (credentials)
    return (
      <CodeForm
        isBusy={signIn.isPending}
        error={isAsking(signIn.error) ? null : signIn.error}
        onCode={(code) => send({ ...credentials, code })}
        onBack={() => {
          signIn.reset();
          setCredentials(null);
        }}
      />
    );
  return <PasswordForm isBusy={signIn.isPending} error={signIn.error} onSubmit={send} />;
}
