import { isObjectType, valueFromASTUntyped } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { AskedColumn } from '../../../shared/rows/row-request.ts';
import type { CutField, CutLevel } from '../../access/operation/cut-fields.ts';
import { CHILD_NUMBER } from '../../access/operation/hidden-fields.ts';
import { kindOf, ownerOf } from './field-owners.ts';
import type { Place, PlannedStream, RowField, RowPlan } from './row-plan.ts';

interface PlanningOptions {
  schema: GraphQLSchema;
  /** The departments by the names that the supergraph's joins use for them. */
  departments: ReadonlyMap<string, string>;
  register: string;
  /** Coerced. */
  variables: Readonly<Record<string, unknown>>;
}

/** Where a field lies: in which department's stream, under which column. */
interface Above {
  department: string;
  column: AskedColumn;
}

/** The one argument that streams take. */
const DAY = 'on';

class FieldPlanner {
  readonly streams: (PlannedStream & { columns: AskedColumn[] })[];
  readonly coordinates = new Set<string>();
  readonly #options: PlanningOptions;

  constructor(options: PlanningOptions) {
    this.#options = options;
    this.streams = [{ department: options.register, columns: [] }];
  }

  /** Null where one of them cannot be streamed. */
  planLevel({ isAbstract, fields }: CutLevel, above: Above | null): RowField[] | null {
    const [[type, selected] = ['', []], ...others] = [...fields];
    if (isAbstract || others.length > 0) return null;
    const planned = selected.map((field) => this.#plan(type, field, above));
    return planned.every((field) => field !== null) ? planned : null;
  }

  #plan(type: string, { key, node, isCut, below }: CutField, above: Above | null): RowField | null {
    const name = node.name.value;
    if (isCut) return { key, kind: 'CUT' };
    const parent = this.#options.schema.getType(type);
    const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
    if (field === undefined) return null;
    this.coordinates.add(`${type}.${name}`);
    if (above === null && name === CHILD_NUMBER) return { key, kind: 'NUMBER_OF_CHILD' };
    const here = this.#locate(node, above);
    const kind = kindOf(field);
    if (here === null || kind === null) return null;
    const place = this.#placeOf(here);
    if (kind !== 'OBJECT') return { key, kind: 'VALUE', form: kind, place };
    const inner = below && this.planLevel(below, here);
    return inner && { key, kind, place, fields: inner };
  }

  /** The column of a field; null where it takes what no stream does. */
  #locate({ name, arguments: given = [] }: CutField['node'], above: Above | null): Above | null {
    const department = above?.department ?? this.#departmentOf(name.value);
    const path = above === null ? name.value : `${above.column.path}.${name.value}`;
    const days = given.map((argument) =>
      argument.name.value === DAY
        ? valueFromASTUntyped(argument.value, this.#options.variables)
        : false,
    );
    const on = days.find((day) => day !== undefined && day !== null) ?? above?.column.on;
    if (department === undefined || days.includes(false)) return null;
    if (on !== undefined && typeof on !== 'string') return null;
    if (above?.column.on !== undefined && on !== above.column.on) return null;
    return { department, column: { path, ...(on !== undefined && { on }) } };
  }

  #departmentOf(field: string): string | undefined {
    return this.#options.departments.get(ownerOf(this.#options.schema, field) ?? '');
  }

  #placeOf({ department, column }: Above): Place {
    const known = this.streams.findIndex((stream) => stream.department === department);
    const place = known < 0 ? this.streams.push({ department, columns: [] }) - 1 : known;
    return { stream: place, column: this.streams[place]?.columns.push(column) ?? 0 };
  }
}

/** Plans what is shown of a child; null where some of it cannot be streamed. */
export function planFields(items: CutLevel, options: PlanningOptions): RowPlan | null {
  const planner = new FieldPlanner(options);
  const fields = planner.planLevel(items, null);
  const { streams, coordinates } = planner;
  return fields && { fields, streams, coordinates: [...coordinates] };
}
