import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const FOLDER = path.join(import.meta.dirname, '../scenarios');
const DEMO_CLOCK = '2022-12-31';

const settingsForm = z.strictObject({ clock: z.iso.date() });
const variablesForm = z.record(z.string(), z.unknown());
const expectedForm = z.strictObject({
  data: z.unknown(),
  errors: z.array(z.unknown()).optional(),
});

/** A question and its answer, told in test/scenarios/README.md. */
export interface Scenario {
  name: string;
  /** The day that counts as now. */
  clock: string;
  query: string;
  variables: Record<string, unknown>;
  /** What a client is to read, in the notation of the scenarios' README. */
  expected: z.infer<typeof expectedForm>;
}

function readText(name: string, file: string): string {
  return readFileSync(path.join(FOLDER, name, file), 'utf8');
}

function readJson<Form extends z.ZodType>(
  name: string,
  file: string,
  form: Form,
): z.infer<Form> | null {
  if (!existsSync(path.join(FOLDER, name, file))) return null;
  return form.parse(JSON.parse(readText(name, file)));
}

function readScenario(name: string): Scenario {
  return {
    name,
    clock: readJson(name, 'settings.json', settingsForm)?.clock ?? DEMO_CLOCK,
    query: readText(name, 'query.graphql'),
    variables: readJson(name, 'variables.json', variablesForm) ?? {},
    expected: expectedForm.parse(JSON.parse(readText(name, 'expected.json'))),
  };
}

/** Every scenario, by name. Throws where a file is missing, is no JSON or holds something else. */
export function readScenarios(): Scenario[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readScenario(name));
}

/** The names that the scenarios' README tells of, in its order. */
export function scenariosTold(): string[] {
  return [...readText('', 'README.md').matchAll(/^\| `([a-z0-9-]+)` +\| .*\w/gm)].map(
    ([, name = '']) => name,
  );
}
