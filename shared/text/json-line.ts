/** The pieces a JSON text is made of: strings, punctuation, and everything else that is not space. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

interface Place {
  /** The next key or index at this depth. */
  key: string;
  isList: boolean;
}

/** Whether the token begins a value of a list, or is a key: a place of its own. */
function beginsPlace(place: Place | undefined, token: string, next: string): boolean {
  return place?.isList === true ? !',]'.includes(token) : next === ':';
}

function step(places: Place[], token: string): void {
  const place = places.at(-1);
  if (token === '{' || token === '[')
    places.push({ key: token === '[' ? '0' : '', isList: token === '[' });
  else if (token === '}' || token === ']') places.pop();
  else if (token === ',' && place?.isList === true) place.key = String(Number(place.key) + 1);
}

/**
 * The line, from 1, on which the value at `path` begins in a JSON text; where there is none, that of the nearest value
 * around it. The text must be JSON.
 */
export function lineInJson(text: string, path: readonly PropertyKey[]): number {
  const tokens = [...text.matchAll(TOKEN)];
  const places: Place[] = [];
  let line = 1;
  let depth = 0;
  tokens.forEach((match, index) => {
    const [token] = match;
    const place = places.at(-1);
    if (beginsPlace(place, token, tokens[index + 1]?.[0] ?? '')) {
      if (place?.isList === false) place.key = String(JSON.parse(token));
      const isWithin = places.every(({ key }, at) => key === String(path[at]));
      if (isWithin && places.length > depth) {
        depth = places.length;
        line = text.slice(0, match.index).split('\n').length;
      }
    }
    step(places, token);
  });
  return line;
}
