import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare } from './compare.ts';
import { matchRecord } from './match.ts';
import { readRecord } from './read-record.ts';
import type { IncomingRecord, RegisterChild } from './record.ts';
import {
  birthday,
  child,
  fullName,
  indexOf,
  record,
  recordOf,
  register,
} from './register.fixture.ts';

const RUNS = { numRuns: 300 };

/** A register with one of its children. */
const registerWithChild = register.chain((children) =>
  fc.constantFrom(...children).map((one) => ({ children, one })),
);

function bits(
  asked: IncomingRecord,
  of: RegisterChild,
  children: readonly RegisterChild[],
): number {
  const index = indexOf(children);
  const place = children.indexOf(of);
  return compare(readRecord(asked, index), index.entry(place), index).bits;
}

test('equal records get equal decisions, in whatever order the register was read', () => {
  fc.assert(
    fc.property(register, record, (children, asked) => {
      const decision = matchRecord(asked, indexOf(children));
      expect(matchRecord(asked, indexOf(children))).toEqual(decision);
      expect(matchRecord(asked, indexOf([...children].reverse()))).toEqual(decision);
    }),
    RUNS,
  );
});

test('case, composition and blanks change nothing', () => {
  fc.assert(
    fc.property(register, record, (children, asked) => {
      const index = indexOf(children);
      const other = asked.fullName?.toUpperCase().normalize('NFD').replaceAll(' ', ' \t ') ?? null;
      expect(matchRecord({ ...asked, fullName: other }, index)).toEqual(matchRecord(asked, index));
    }),
    RUNS,
  );
});

test('nearer to the child in name, birthday or sex is never worth less', () => {
  const spoiled = fc.record(
    { fullName, dateOfBirth: birthday, sex: fc.constantFrom('MALE' as const, 'FEMALE' as const) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(registerWithChild, record, spoiled, ({ children, one }, asked, errors) => {
      const right = {
        ...asked,
        fullName: one.fullName,
        dateOfBirth: one.dateOfBirth,
        sex: one.sex,
      };
      expect(bits(right, one, children)).toBeGreaterThanOrEqual(
        bits({ ...right, ...errors }, one, children),
      );
    }),
    RUNS,
  );
});

test('identifiers of two children never link', () => {
  fc.assert(
    fc.property(register, record, (children, asked) => {
      fc.pre(children.length > 1);
      const identifiers = children.slice(0, 2).flatMap((each) => each.identifiers);
      expect(matchRecord({ ...asked, identifiers }, indexOf(children)).outcome).toBe('REVIEW');
    }),
    RUNS,
  );
});

test('a personal number that is not the child’s never links to that child', () => {
  const digits = fc.stringMatching(/^\d{12}$/);
  fc.assert(
    fc.property(registerWithChild, digits, ({ children, one }, value) => {
      fc.pre(children.every(({ identifiers }) => identifiers[0]?.value !== value));
      const asked = recordOf(one, { identifiers: [{ system: 'PERSONAL_ID', value }] });
      expect(matchRecord(asked, indexOf(children)).outcome).not.toBe('LINK');
    }),
    RUNS,
  );
});

test('a child’s own number links unless name or birthday contradict it', () => {
  fc.assert(
    fc.property(registerWithChild, record, ({ children, one }, asked) => {
      const decision = matchRecord({ ...asked, identifiers: one.identifiers }, indexOf(children));
      if (decision.outcome !== 'LINK') expect(decision.outcome).toBe('REVIEW');
      else {
        expect(decision.link.childNo).toBe(one.childNo);
        expect(decision.link.comparison.birth).not.toBe('DIFFERENT');
        expect(decision.link.comparison.name?.given).not.toBe('DIFFERENT');
      }
    }),
    RUNS,
  );
});

test('two children who are equally near are never linked', () => {
  fc.assert(
    fc.property(registerWithChild, record, ({ children, one }, asked) => {
      const same = child(99, { ...one, childNo: 99, identifiers: [] });
      const index = indexOf([...children, { ...one, identifiers: [] }, same]);
      const decision = matchRecord({ ...asked, identifiers: [] }, index);
      const linked = decision.outcome === 'LINK' ? decision.link.childNo : null;
      expect([one.childNo, 99]).not.toContain(linked);
    }),
    RUNS,
  );
});
