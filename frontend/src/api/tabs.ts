/** What the tabs of one browser tell each other. */
export type TabMessage = 'refreshed' | 'signed-out';

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('sc-session');

export const post = (message: TabMessage): void => channel?.postMessage(message);

export function onMessage(message: TabMessage, listener: () => void): () => void {
  const handle = (event: MessageEvent<TabMessage>) => {
    if (event.data === message) listener();
  };
  channel?.addEventListener('message', handle);
  return () => channel?.removeEventListener('message', handle);
}
