import { describe, expect, test } from '@jest/globals';
import { issueGrant } from '../../shared/access/grant.ts';
import type { GrantedViewer } from '../../shared/access/grant.ts';
import { subgraph as registry } from '../../subgraphs/registry/index.ts';
import { openDepartment } from '../harness/open-department.ts';

/** A grant of the register's own, as no gateway would make it. */
function grantOf(viewer: Partial<GrantedViewer>, scopes: readonly string[]) {
  return issueGrant({
    department: 'registry',
    scopes,
    purpose: 'REPORTING',
    viewer: {
      subject: 'test',
      units: ['30'],
      seesSealed: false,
      emergencyChildNos: null,
      ...viewer,
    },
  });
}

const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Cohort { count suppressed bySex { count suppressed } children(first: 2) { nodes { id } } } } }`;

function carried(steps: unknown, asOf = '2022-12-31') {
  return { representations: [{ __typename: 'Cohort', steps: JSON.stringify(steps), asOf }] };
}

describe('a department that sends what it should not', () => {
  const open = { open: { unit: null, where: null } };
  const exact = ['cohort:exact', 'cohort:list', 'child:read'];

  test('opens nobody beyond the viewer, and learns nothing from the refusal', async () => {
    await using department = await openDepartment(registry, { children: 200 });
    const few = grantOf({ units: ['288'] }, exact);
    const own = await department.ask(ENTITY, carried([open]), few);
    expect(own.errors).toBeUndefined();
    for (const steps of [
      [{ open: { unit: '30', where: null } }],
      [],
      [open, { take: 'someone', not: false }],
      [open, { take: 'someone', not: false, extra: 1 }],
      [open, { everyone: true }],
      [{ complement: true }, open],
      [open, open],
      [{ open: { unit: null, where: { ageUnder: 'six' } } }],
      'steps',
    ]) {
      const { data, errors = [] } = await department.ask(ENTITY, carried(steps), few);
      expect(data).toMatchObject({ _entities: [{ count: null, bySex: null, children: null }] });
      expect(JSON.stringify(errors)).not.toMatch(/someone|everyone|six/);
    }
  });

  test('lists nothing that was narrowed by what the viewer may count only', async () => {
    await using department = await openDepartment(registry, { children: 200 });
    const told = { open: { unit: null, where: { specialCircumstances: true } } };
    const without = await department.ask(ENTITY, carried([told]), grantOf({}, exact));
    expect(without.errors).toMatchObject([
      { path: ['_entities', 0, 'children'], extensions: { code: 'UNAUTHORIZED_FIELD' } },
    ]);
    const scopes = [...exact, 'child:circumstances'];
    expect(
      (await department.ask(ENTITY, carried([told]), grantOf({}, scopes))).errors,
    ).toBeUndefined();
  });

  test('has nobody looked around for in an emergency', async () => {
    await using department = await openDepartment(registry, { children: 60 });
    const grant = grantOf({ emergencyChildNos: [1] }, exact);
    const { data } = await department.ask(ENTITY, carried([open]), grant);
    expect(data).toMatchObject({ _entities: [{ count: null, children: null }] });
    const opened = await department.ask('{ cohort { count } }', {}, grant);
    expect(opened.data).toEqual({ cohort: null });
  });

  test('without exact counts only what the gateway vouches for is counted, which takes small counts out itself', async () => {
    await using department = await openDepartment(registry, { children: 60 });
    const query = '{ cohort(where: { provisional: true }) { count suppressed } }';
    const [small] = await department.sql(
      `select count(*)::int as count from child where registration_status = 'PROVISIONAL' and merged_into is null`,
    );
    expect(small).not.toEqual({ count: 0 });
    const trusted = await department.ask(query, {}, grantOf({ isTrusted: true }, ['cohort:count']));
    expect(trusted.data).toEqual({ cohort: { ...small, suppressed: false } });
    const own = await department.ask(query, {}, grantOf({}, ['cohort:count']));
    expect(own.data).toEqual({ cohort: { count: null, suppressed: null } });
    expect(own.errors?.[0]?.extensions).toMatchObject({ code: 'OPERATION_NOT_TRUSTED' });
  });
});
