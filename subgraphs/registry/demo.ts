import type { DemoChild } from '../../shared/demo-province/demo-child.ts';
import type { Demo } from '../../shared/demo-province/demo.ts';
import type { Random } from '../../shared/demo-province/random.ts';
import { addDays } from '../../shared/time/day.ts';
import type { Day } from '../../shared/time/day.ts';
import { drawAssistance } from './demo/assistance.ts';
import { drawCircumstances } from './demo/circumstances.ts';
import type { Circumstance } from './demo/circumstances.ts';
import { guardians } from './demo/guardians.ts';
import { communeOn, residences } from './demo/homes.ts';
import { drawEthnicity, drawPovertyStatus, identifiers } from './demo/identity.ts';
import { foldName, fullNameOf } from './fold-name.ts';
import type { Tables } from './tables.ts';

const DAYS_TO_NOTIFICATION = 7;

function earliest(...days: (Day | null)[]): Day | null {
  return days.filter((day) => day !== null).sort()[0] ?? null;
}

function latest(...days: (Day | null)[]): Day {
  return (
    days
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? ''
  );
}

function placeOfOrigin({ father, mother, homes: [first] }: DemoChild): string | null {
  const isKnown = (father !== null || mother !== null) && first !== undefined;
  return isKnown ? `${communeOn(first.commune, first.from).name}, tỉnh Hải Dương` : null;
}

function childRow(child: DemoChild, random: Random, circumstances: readonly Circumstance[]) {
  const {
    childNo,
    familyName,
    middleName,
    givenName,
    sex,
    dateOfBirth,
    registeredOn,
    diedOn,
    departedOn,
  } = child;
  const heardOn = addDays(dateOfBirth, random.between(0, DAYS_TO_NOTIFICATION));
  const birthNotifiedOn = earliest(heardOn, registeredOn, diedOn, departedOn, '2022-12-31');
  return {
    childNo,
    familyName,
    middleName,
    givenName,
    sex,
    dateOfBirth,
    diedOn,
    departedOn,
    birthNotifiedOn,
    searchName: foldName(fullNameOf(child)),
    dateOfBirthEstimated: child.father === null && child.mother === null,
    ethnicity: drawEthnicity(child, random),
    nationality: 'VN',
    placeOfOrigin: placeOfOrigin(child),
    householdPovertyStatus: drawPovertyStatus(random, circumstances),
    registrationStatus: registeredOn === null ? 'PROVISIONAL' : 'REGISTERED',
    mergedInto: child.retiredFor,
    recordedAt: `${latest(birthNotifiedOn, registeredOn, diedOn, departedOn)}T07:00:00Z`,
  };
}

function circumstanceRows({ childNo }: DemoChild, circumstances: readonly Circumstance[]) {
  return circumstances.map((circumstance) => ({
    childNo,
    ...circumstance,
    recordedAt: `${circumstance.endedOn ?? circumstance.startedOn}T07:00:00Z`,
  }));
}

function assistanceRows(child: DemoChild, random: Random, circumstances: readonly Circumstance[]) {
  const given = circumstances.flatMap((circumstance) =>
    drawAssistance(child, random, circumstance),
  );
  return given.map((row) => ({
    childNo: child.childNo,
    ...row,
    recordedAt: `${row.givenOn}T07:00:00Z`,
  }));
}

/** What the register knows of the demo province's children. */
export const demo: Demo<Tables> = {
  knowsRetiredNumbers: true,
  columns: {
    child: [
      'childNo',
      'familyName',
      'middleName',
      'givenName',
      'searchName',
      'sex',
      'dateOfBirth',
      'dateOfBirthEstimated',
      'ethnicity',
      'nationality',
      'placeOfOrigin',
      'householdPovertyStatus',
      'registrationStatus',
      'birthNotifiedOn',
      'diedOn',
      'departedOn',
      'mergedInto',
      'recordedAt',
    ],
    guardian: [
      'childNo',
      'position',
      'relationship',
      'fullName',
      'birthYear',
      'nationality',
      'ethnicity',
    ],
    residence: ['childNo', 'unitId', 'startedOn', 'endedOn', 'recordedAt'],
    specialCircumstance: ['childNo', 'group', 'atRisk', 'startedOn', 'endedOn', 'recordedAt'],
    assistance: ['childNo', 'kind', 'provider', 'givenOn', 'until', 'recordedAt'],
    identifier: ['system', 'value', 'childNo'],
  },
  rowsOf: (child, random) => {
    const circumstances = child.retiredFor === null ? drawCircumstances(child, random) : [];
    const row = childRow(child, random, circumstances);
    if (child.retiredFor !== null) return { child: [row] };
    return {
      child: [row],
      guardian: guardians(child, random, circumstances, row.ethnicity),
      residence: residences(child),
      specialCircumstance: circumstanceRows(child, circumstances),
      assistance: assistanceRows(child, random, circumstances),
      identifier: identifiers(child),
    };
  },
};
