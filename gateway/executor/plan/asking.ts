import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';
import { placeOf } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { merge } from './merge.ts';
import type { Rewrite } from './rewrites.ts';
import type { Run } from './run.ts';

type Path = readonly (string | number)[];

/**
 * What a fetch asks in one run, and what becomes of the answer. Methods, since tsx gives each function that is made under
 * a name that name again (`__name`): for functions made at every run it would cost more than they do.
 */
export interface Asking {
  variables: Data;
  /** Where an error of the department lies in the client's answer. */
  findPlace(path: Path | undefined): Path | undefined;
  take(data: Data): void;
}

/** Asks for fields of the root. */
export class RootAsking implements Asking {
  readonly variables: Data;
  readonly #cursor: Cursor;
  readonly #rewrite: Rewrite | null;

  constructor(variables: Data, cursor: Cursor, rewrite: Rewrite | null) {
    this.variables = variables;
    this.#cursor = cursor;
    this.#rewrite = rewrite;
  }

  findPlace(path: Path | undefined): Path | undefined {
    return path && [...this.#cursor.path, ...path];
  }

  take(data: Data): void {
    this.#rewrite?.(data);
    for (const entity of this.#cursor.entities) merge(entity, data);
  }
}

/** Entities that a fetch asks for: those whose representation could be made, in that order. */
export interface Represented {
  entities: Data[];
  representations: Data[];
}

function received(data: Data, expected: number): readonly unknown[] {
  const { _entities: entities } = data;
  if (!Array.isArray(entities))
    throw new Error('Expected "data._entities" in response to be an array');
  if (entities.length !== expected)
    throw new Error(`Expected "data._entities" to contain ${expected} elements`);
  return entities;
}

function join(entity: Data, answer: unknown, rewrite: Rewrite | null): void {
  if (!isRecord(answer)) return;
  answer['__typename'] ??= entity['__typename'];
  rewrite?.(answer);
  merge(entity, answer);
}

/** Where entities are, and what is done to the answers. */
interface EntityPlaces {
  run: Run<unknown>;
  cursor: Cursor;
  rewrite: Rewrite | null;
}

/** Asks for fields of entities. */
export class EntitiesAsking implements Asking {
  readonly variables: Data;
  readonly #entities: readonly Data[];
  readonly #places: EntityPlaces;

  constructor(variables: Data, { entities, representations }: Represented, places: EntityPlaces) {
    this.variables = variables;
    variables['representations'] = representations;
    this.#entities = entities;
    this.#places = places;
  }

  /** An error of an entity lies where the entity does. */
  findPlace(path: Path | undefined): Path | undefined {
    const { run, cursor } = this.#places;
    const index = path?.[1];
    if (typeof index !== 'number') return path && [...cursor.path, ...path];
    const entity = this.#entities[index];
    const place = entity ? placeOf(run.root, cursor.path, entity) : [];
    return [...place, ...(path?.slice(2) ?? [])];
  }

  take(data: Data): void {
    const answers = received(data, this.#entities.length);
    this.#entities.forEach((entity, index) => {
      join(entity, answers[index], this.#places.rewrite);
    });
  }
}
