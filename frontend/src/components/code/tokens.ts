export interface Token {
  kind: 'key' | 'text' | 'number' | 'word' | 'plain';
  text: string;
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** JSON with two spaces of indent; anything else as it came. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Parts of a JSON text by their kind, for colour. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, quoted, colon, number] = match;
    if (match.index > end) tokens.push({ kind: 'plain', text: text.slice(end, match.index) });
    if (quoted !== undefined && colon !== undefined)
      tokens.push({ kind: 'key', text: quoted }, { kind: 'plain', text: colon });
    else tokens.push({ kind: quoted ? 'text' : number ? 'number' : 'word', text: whole });
    end = match.index + whole.length;
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) });
  return tokens;
}
