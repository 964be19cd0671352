import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';
import { merge } from './merge.ts';
import type { MeetsCondition } from './type-conditions.ts';

/** Copies what it takes of an object; false where the object lacks it, so that no department can find the entity. */
type Copy = (source: Data, target: Data) => boolean;

/** What a department is told of an entity, so as to find it; null where the entity is none of its own. */
export type Represent = (entity: Data) => Data | null;

function copyBelow(copy: Copy): (value: unknown) => unknown {
  return (value) => {
    if (!isRecord(value)) return null;
    const target = {};
    return copy(value, target) ? target : null;
  };
}

function copyField(name: string, copy: Copy | null): Copy {
  const below = copy === null ? (value: unknown) => value : copyBelow(copy);
  return (source, target) => {
    const value = source[name];
    if (value === undefined) return false;
    target[name] = Array.isArray(value) ? value.map(below) : below(value);
    return true;
  };
}

/** A fragment that the object does not meet, or lacks something for, adds nothing. */
function copyFragment(condition: string, copy: Copy, meets: MeetsCondition): Copy {
  return (source, target) => {
    const type = source['__typename'];
    if (typeof type !== 'string' || !meets(type, condition)) return true;
    const taken = {};
    if (copy(source, taken)) merge(target, taken);
    return true;
  };
}

function copySelection(selection: QueryPlanSelectionNode, meets: MeetsCondition): Copy {
  const below = selection.selections ? copyAll(selection.selections, meets) : null;
  if (selection.kind === 'Field') return copyField(selection.alias ?? selection.name, below);
  if (selection.typeCondition === undefined || below === null) return () => true;
  return copyFragment(selection.typeCondition, below, meets);
}

function copyAll(selections: readonly QueryPlanSelectionNode[], meets: MeetsCondition): Copy {
  const copies = selections.map((selection) => copySelection(selection, meets));
  return (source, target) => copies.every((copy) => copy(source, target));
}

/** Compiles what a fetch requires of each entity (`requires` of a query plan). */
export function representEntities(
  requires: readonly QueryPlanSelectionNode[],
  meets: MeetsCondition,
): Represent {
  const copy = copyAll(requires, meets);
  return (entity) => {
    const representation: Data = {};
    return copy(entity, representation) && representation['__typename'] ? representation : null;
  };
}
