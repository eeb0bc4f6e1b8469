import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { SignInForm } from '@/features/auth/SignInForm';
import { safeReturn } from '../paths';
import { DoorFrame } from './DoorFrame';

export function SignInPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const enter = () => {
    // Only what belongs to the new user may be in the cache; his own record has just arrived.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    void navigate(safeReturn(search.get('next')), { replace: true });
  };
  return (
    <DoorFrame>
      <SignInForm onSignedIn={enter} />
    </DoorFrame>
  );
}
