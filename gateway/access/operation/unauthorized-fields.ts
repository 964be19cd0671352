import { GraphQLError } from 'graphql';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import type { Message } from '../../../shared/errors/graph-error.ts';
import { isMet } from '../need.ts';
import type { Need } from '../need.ts';
import type { NeedOf } from './cut-fields.ts';
import type { SelectedField, SelectedLevel } from './selected-fields.ts';

function scopesText(need: Need, words: { and: string; or: string }): string {
  const sets = (need ?? []).map((set) => set.join(` ${words.and} `));
  return sets.length > 1 ? sets.map((set) => `(${set})`).join(` ${words.or} `) : sets.join('');
}

function message(field: string, need: Need): Message {
  if (need?.length === 0)
    return {
      en: `${field} is shown to nobody. Leave the field out.`,
      vi: `${field} không hiển thị cho bất kỳ ai. Hãy bỏ trường này.`,
    };
  const en = scopesText(need, { and: 'and', or: 'or' });
  const vi = scopesText(need, { and: 'và', or: 'hoặc' });
  return en === ''
    ? {
        en: `${field} is shown only to those who say who they are. Send an access token.`,
        vi: `${field} chỉ hiển thị cho người đã xác thực. Hãy gửi kèm mã truy cập.`,
      }
    : {
        en: `You may not see ${field}: it needs ${en}. Ask whoever manages your access, or leave the field out.`,
        vi: `Bạn không được phép xem ${field}: cần quyền ${vi}. Hãy hỏi người quản lý quyền truy cập hoặc bỏ trường này.`,
      };
}

function unauthorized(field: SelectedField, need: Need, path: readonly string[]): GraphQLError {
  const coordinate = `${field.type}.${field.name}`;
  const details = { field: coordinate, scopes: need };
  const error = new GraphError('UNAUTHORIZED_FIELD', message(coordinate, need), details);
  return new GraphQLError(error.message, { path, extensions: error.extensions });
}

/**
 * The error of each field of an operation that the scopes do not reach, in the operation's order: its path without list
 * indexes, once for each field, whether or not there will be an object to show it of. Fields below one are not looked at.
 */
export function unauthorizedFields(
  root: SelectedLevel,
  needOf: NeedOf,
  scopes: ReadonlySet<string> | null,
): readonly GraphQLError[] {
  const errors = new Map<string, GraphQLError>();
  const visit = (level: SelectedLevel, path: readonly string[]): void => {
    for (const field of [...level.fields.values()].flat()) {
      const place = [...path, field.key];
      const need = needOf(field);
      const known = JSON.stringify([place, field.name]);
      if (isMet(need, scopes)) visitBelow(field, place);
      else if (!errors.has(known)) errors.set(known, unauthorized(field, need, place));
    }
  };
  const visitBelow = ({ below, isMeta }: SelectedField, path: readonly string[]): void => {
    if (below !== null && !isMeta) visit(below, path);
  };
  visit(root, []);
  return [...errors.values()];
}
