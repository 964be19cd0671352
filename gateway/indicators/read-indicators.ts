import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { GraphQLError, Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { COHORT_STEP, QUESTION_VARIABLES } from './indicator.ts';
import type { Indicator, QuestionVariable } from './indicator.ts';
import { readHeader } from './read-header.ts';

const FOLDER = import.meta.dirname;

type Refuse = (line: number, why: string) => never;

function refuserOf(folder: string, file: string): Refuse {
  return (line, why) => {
    throw new StartProblem(`${path.join(folder, file)}:${line}: ${why}.`);
  };
}

function parseFile(text: string, refuse: Refuse): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError)
      return refuse(error.locations?.[0]?.line ?? 1, `this is no GraphQL: ${error.message}`);
    throw error;
  }
}

function operationOf(document: DocumentNode, refuse: Refuse): OperationDefinitionNode {
  const [first, ...others] = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (first?.operation === OperationTypeNode.QUERY && others.length === 0) return first;
  return refuse(1, 'an indicator is one query and its fragments');
}

function isQuestionVariable(name: string): name is QuestionVariable {
  return QUESTION_VARIABLES.some((known) => known === name);
}

function variablesOf(operation: OperationDefinitionNode, refuse: Refuse): QuestionVariable[] {
  return (operation.variableDefinitions ?? []).map(({ variable, loc }) => {
    const name = variable.name.value;
    if (isQuestionVariable(name)) return name;
    const known = QUESTION_VARIABLES.map((each) => `$${each}`).join(', ');
    return refuse(loc?.startToken.line ?? 1, `nothing gives $${name} a value; there are ${known}`);
  });
}

const responseKey = ({ alias, name }: FieldNode) => (alias ?? name).value;

/** A field with its arguments, without alias and selection. */
function question({ name, arguments: args }: FieldNode): string {
  return print({ kind: Kind.FIELD, name, ...(args && { arguments: args }) });
}

/** The fields that lead to the field of this alias; null where there is none. */
function fieldsTo(operation: OperationDefinitionNode, alias: string): FieldNode[] | null {
  let found: FieldNode[] | null = null;
  const fields: FieldNode[] = [];
  visit(operation, {
    Field: {
      enter: (field) => {
        fields.push(field);
        if (field.alias?.value === alias) found ??= [...fields];
      },
      leave: () => {
        fields.pop();
      },
    },
  });
  return found;
}

function readIndicator(folder: string, file: string): Indicator {
  const refuse = refuserOf(folder, file);
  const text = readFileSync(path.join(folder, file), 'utf8').normalize('NFC');
  const document = parseFile(text, refuse);
  const operation = operationOf(document, refuse);
  const numerator =
    fieldsTo(operation, 'numerator') ??
    refuse(1, 'the cohort that counts must have the alias "numerator"');
  const denominator = fieldsTo(operation, 'denominator');
  const printed = print(document);
  return {
    ...readHeader(text, refuse),
    id: path.basename(file, '.graphql'),
    text: printed,
    hash: createHash('sha256').update(printed).digest('hex'),
    operationName: operation.name?.value ?? refuse(1, 'the query must have a name'),
    variables: variablesOf(operation, refuse),
    numerator: numerator.map(responseKey),
    denominator: denominator?.map(responseKey) ?? null,
    numeratorCohort: numerator.map(question).join(COHORT_STEP),
    denominatorCohort: denominator?.map(question).join(COHORT_STEP) ?? null,
  };
}

/** Indicators by their ids. */
export type Indicators = ReadonlyMap<string, Indicator>;

/** Reads the indicators of a folder, one a file. Throws StartProblem with file and line for one that cannot be used. */
export function readIndicators(folder = FOLDER): Indicators {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const indicators = new Map(
    files.sort().map((file) => {
      const indicator = readIndicator(folder, file);
      return [indicator.id, indicator];
    }),
  );
  for (const { id, within, denominatorWithin } of indicators.values())
    for (const other of [within, denominatorWithin])
      if (other !== null && !indicators.has(other))
        refuserOf(folder, `${id}.graphql`)(1, `it lies within "${other}", which is no indicator`);
  return indicators;
}
