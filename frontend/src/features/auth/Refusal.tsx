import { Note } from '@/components/messages/Note';
import { useErrorText } from '@/lib/useErrorText';

export function Refusal({ error }: { error: Error }) {
  const errorText = useErrorText();
  return <Note tone="fault">{errorText(error).text}</Note>;
}
