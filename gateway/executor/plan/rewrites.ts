import type { FetchDataRewrite } from '@apollo/query-planner';
import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';
import type { MeetsCondition } from './type-conditions.ts';

const ON_TYPE = '... on ';

/** Changes names or values in the data of a fetch, in place. */
export type Rewrite = (data: Data) => void;

function change(rewrite: FetchDataRewrite, name: string): Rewrite {
  if (rewrite.kind === 'ValueSetter')
    return (data) => {
      data[name] = rewrite.setValueTo;
    };
  return (data) => {
    if (!data[name]) return;
    data[rewrite.renameKeyTo] = data[name];
    data[name] = undefined;
  };
}

/** An object that does not tell its type is taken for one that meets the condition. */
function isOf(data: Data, condition: string, meets: MeetsCondition): boolean {
  const type = data['__typename'];
  return typeof type !== 'string' || meets(type, condition);
}

function within(path: readonly string[], inner: Rewrite, meets: MeetsCondition) {
  const [step, ...rest] = path;
  const below: (value: unknown) => void =
    step === undefined
      ? (value) => (isRecord(value) ? inner(value) : undefined)
      : within(rest, inner, meets);
  const go = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(go);
    else if (!isRecord(value)) return;
    else if (step === undefined) inner(value);
    else if (!step.startsWith(ON_TYPE)) below(value[step]);
    else if (isOf(value, step.slice(ON_TYPE.length), meets)) below(value);
  };
  return go;
}

/** Compiles the rewrites of a fetch; where there are none, nothing is done. */
export function rewriteData(
  rewrites: readonly FetchDataRewrite[] | undefined,
  meets: MeetsCondition,
): Rewrite | null {
  if (!rewrites?.length) return null;
  const all = rewrites.flatMap((rewrite) => {
    const name = rewrite.path.at(-1);
    if (name === undefined) return [];
    return [within(rewrite.path.slice(0, -1), change(rewrite, name), meets)];
  });
  return (data) => {
    for (const each of all) each(data);
  };
}
