import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { GraphQLError, Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { QUESTION_VARIABLES } from './indicator.ts';
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

/** The response keys that lead to the field of this alias; null where there is none. */
function pathTo(operation: OperationDefinitionNode, alias: string): string[] | null {
  let found: string[] | null = null;
  const keys: string[] = [];
  visit(operation, {
    Field: {
      enter: (field) => {
        keys.push(responseKey(field));
        if (field.alias?.value === alias) found ??= [...keys];
      },
      leave: () => {
        keys.pop();
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
  const numerator = pathTo(operation, 'numerator');
  return {
    ...readHeader(text, refuse),
    id: path.basename(file, '.graphql'),
    text: print(document),
    operationName: operation.name?.value ?? refuse(1, 'the query must have a name'),
    variables: variablesOf(operation, refuse),
    numerator: numerator ?? refuse(1, 'the cohort that counts must have the alias "numerator"'),
    denominator: pathTo(operation, 'denominator'),
  };
}

/** Indicators by their ids. */
export type Indicators = ReadonlyMap<string, Indicator>;

/** Reads the indicators of a folder, one a file. Throws StartProblem with file and line for one that cannot be used. */
export function readIndicators(folder = FOLDER): Indicators {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const indicators = files.sort().map((file) => readIndicator(folder, file));
  return new Map(indicators.map((indicator) => [indicator.id, indicator]));
}
