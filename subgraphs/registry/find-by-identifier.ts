import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Loaders } from './loaders.ts';
import type { ChildAtTheDoor } from './queries/door.ts';
import type { IdentifierSystemRow } from './tables.ts';

function unknownSystem(code: string, systems: IdentifierSystemRow[]): GraphError {
  const codes = systems.map((system) => system.code).join(', ');
  return new GraphError('INVALID_ARGUMENT', {
    en: `There is no identifier system ${JSON.stringify(code)}; use one of ${codes}.`,
    vi: `Không có hệ thống mã định danh ${JSON.stringify(code)}; hãy dùng một trong các hệ thống ${codes}.`,
  });
}

function impossibleValue(value: string, system: IdentifierSystemRow): GraphError {
  return new GraphError('INVALID_ARGUMENT', {
    en: `${JSON.stringify(value)} cannot be a ${system.code}, which has ${system.patternInWords}. Compare it with the document and type it again.`,
    vi: `${JSON.stringify(value)} không thể là ${system.nameVi}: phải gồm ${system.patternInWordsVi}. Hãy đối chiếu với giấy tờ và nhập lại.`,
  });
}

/**
 * The child that bears an identifier, or null; null too, at the same cost, where the viewer may not know identifiers
 * of the system's owner. Throws INVALID_ARGUMENT for a system that does not exist and for a value that cannot be one
 * of the system.
 */
export async function findByIdentifier(
  loaders: Loaders,
  asked: { system: string; value: string },
): Promise<ChildAtTheDoor | null> {
  const systems = await loaders.identifierSystems.load('ALL');
  const system = systems.find(({ code }) => code === asked.system);
  if (system === undefined) throw unknownSystem(asked.system, systems);
  if (!new RegExp(system.pattern).test(asked.value)) throw impossibleValue(asked.value, system);
  const child = await loaders.childByIdentifier.load(`${asked.system} ${asked.value}`);
  return loaders.knowsOwner(system.owner) ? child : null;
}
