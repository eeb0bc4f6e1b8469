/** Runs once the browser has nothing better to do; a browser that cannot tell is left alone. Gives what calls it off. */
export function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in window)) return () => undefined;
  const handle = window.requestIdleCallback(work);
  return () => window.cancelIdleCallback(handle);
}
