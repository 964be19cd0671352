import { foldName } from '../fold-name.ts';
import type { Places } from '../matching/register-index.ts';

/** A version of a commune, as reference data has it. */
interface Commune {
  code: string;
  name: string;
  parentCode: string | null;
}

/** The kind of unit that stands before a name, written out or not: Phường, P., Thị trấn, TT. */
const KIND = /^(xa|x|phuong|p|thi tran|tt|dac khu)[. ]+/;

function bareName(name: string): string {
  return foldName(name).replace(KIND, '').trim();
}

/** The codes of names that only one commune bears. */
function codesByName(communes: readonly Commune[]): Map<string, string | null> {
  const codes = new Map<string, string | null>();
  for (const { code, name } of communes) {
    for (const written of new Set([foldName(name), bareName(name)])) {
      const known = codes.get(written);
      codes.set(written, known === undefined || known === code ? code : null);
    }
  }
  return codes;
}

/**
 * Communes by code and by name, with or without what stands before it; a name of several says nothing. Of the versions of
 * a code the first tells what lies above.
 */
export function placesAmong(communes: readonly Commune[]): Places {
  const parents = new Map<string, string | null>();
  for (const { code, parentCode } of communes)
    if (!parents.has(code)) parents.set(code, parentCode);
  const codes = codesByName(communes);
  return {
    communeOf: (text) => {
      const asked = text.trim();
      if (parents.has(asked)) return asked;
      const [name = ''] = asked.split(',');
      return codes.get(foldName(name)) ?? codes.get(bareName(name)) ?? null;
    },
    districtOf: (commune) => parents.get(commune) ?? null,
  };
}
