import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { linkByRegisterNumber } from '../../../shared/imports/link.fixture.ts';
import { importFile } from '../../../shared/imports/import-file.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { nutritionMeasurements } from '../imports/nutrition-measurements.ts';
import { subgraph } from '../index.ts';

const HEADER = ['childId', 'dateOfBirth', 'sex', 'measuredOn', 'weightKg', 'lengthOrHeightCm'];

const ON_FILE = `
  select child_no::integer, date_of_birth::text, sex, measured_on::text, weight_kg::text, length_or_height_cm::text,
    position, weight_for_age_z::float, underweight
  from nutrition_measurement where child_no is not null and underweight = false and not has_oedema
    and measured_on - date_of_birth > 400
  order by child_no, measured_on limit 1`;

test('a file that names a child by register number corrects what is on record, judgement and all', async () => {
  await using health = await openDepartment(subgraph, { children: 60 });
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-health-'));
  const file = path.join(folder, 'measured.csv');
  const [found = {}] = await health.sql(ON_FILE);
  const send = async (weightKg: string) => {
    const row = [
      formatChildNumber(Number(found['child_no'])),
      ...[found['date_of_birth'], found['sex'], found['measured_on'], weightKg].map(String),
      ...[found['length_or_height_cm'], found['position'] ?? ''].map(String),
    ];
    await writeFile(file, stringify([[...HEADER, 'position'], row]));
    return importFile({
      kind: nutritionMeasurements,
      file,
      databaseUrl: health.databaseUrl,
      today: '2022-12-31',
      linkChildren: linkByRegisterNumber,
    });
  };
  expect(await send(String(found['weight_kg']))).toMatchObject({ same: 1, new: 0, changed: 0 });
  expect(await send('3,1')).toMatchObject({ same: 0, new: 0, changed: 1 });
  const [now = {}] = await health.sql(
    `select weight_kg::text, weight_for_age_z::float, implausible from nutrition_measurement
     where child_no = ${Number(found['child_no'])} and measured_on = '${String(found['measured_on'])}'`,
  );
  expect(now).toMatchObject({ weight_kg: '3.1', weight_for_age_z: null });
  expect(now['implausible']).toContain('WEIGHT_FOR_AGE');
  await rm(folder, { recursive: true });
});
