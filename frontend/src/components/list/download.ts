import { fetchFile } from '@/api/client';
import { toProblem } from '@/api/problem';

export interface Progress {
  bytes: number;
  /** Rows of the file when the server knows them. */
  rows: number | null;
}

const nameOf = (answer: Response): string =>
  /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'export';

async function readAll(answer: Response, onProgress: (progress: Progress) => void): Promise<Blob> {
  const rows = Number(answer.headers.get('X-Total-Count') ?? Number.NaN);
  const reader = answer.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    parts.push(part.value);
    bytes += part.value.length;
    onProgress({ bytes, rows: Number.isNaN(rows) ? null : rows });
  }
  return new Blob(parts, { type: answer.headers.get('Content-Type') ?? '' });
}

/** Hands a file to the browser as if a link to it had been pressed. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken it over by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Loads a file that the server writes while it is sent, tells how far it is, and saves it under the server's name. */
export async function download(
  path: string,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const answer = await fetchFile(path, signal);
  if (!answer.ok) throw toProblem(answer.status, await answer.json().catch(() => null));
  saveFile(await readAll(answer, onProgress), nameOf(answer));
}
