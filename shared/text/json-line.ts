/** The pieces a JSON text is made of: strings, punctuation, and everything else that is not space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

interface Place {
  /** The next key or index at this depth. */
  key: string;
  isList: boolean;
}

function samePath(places: readonly Place[], path: readonly string[]): boolean {
  return places.length === path.length && places.every(({ key }, depth) => key === path[depth]);
}

function step(places: Place[], token: string, next: string): void {
  const place = places.at(-1);
  if (token === '{' || token === '[')
    places.push({ key: token === '[' ? '0' : '', isList: token === '[' });
  else if (token === '}' || token === ']') places.pop();
  else if (token === ',' && place?.isList === true) place.key = String(Number(place.key) + 1);
  else if (next === ':' && place?.isList === false) place.key = String(JSON.parse(token));
}

/**
 * The line, from 1, on which the value at `path` begins in a JSON text; where there is none, that of the nearest value
 * around it. The text must be JSON.
 */
export function lineInJson(text: string, path: readonly PropertyKey[]): number {
  const wanted = path.map(String);
  const tokens = [...text.matchAll(TOKEN)];
  const places: Place[] = [];
  let line = 1;
  let depth = 0;
  tokens.forEach((match, index) => {
    step(places, match[0], tokens[index + 1]?.[0] ?? '');
    const isNearer = places.length > depth && samePath(places, wanted.slice(0, places.length));
    if (!isNearer) return;
    depth = places.length;
    line = text.slice(0, match.index).split('\n').length;
  });
  return line;
}
