import fc from 'fast-check';
import { criterion, day, flag, period } from './tried-criterion.fixture.ts';

const register = criterion('registry', 'withRegister');
export const registerTried = fc.oneof(
  fc
    .tuple(fc.nat(14), fc.integer({ min: 1, max: 10 }))
    .map(([from, years]) =>
      register(
        `ageFrom: ${from}, ageUnder: ${Math.min(from + years, 16)}`,
        `select child_no from child where extract(year from age($1::date, date_of_birth)) >= $2 and extract(year from age($1::date, date_of_birth)) < $3`,
        [from, Math.min(from + years, 16)],
      ),
    ),
  period.map(([from, to]) =>
    register(
      `bornFrom: "${from}", bornTo: "${to}", sex: FEMALE`,
      `select child_no from child where $1::date is not null and date_of_birth between $2 and $3 and sex = 'FEMALE'`,
      [from, to],
    ),
  ),
  fc
    .tuple(flag, flag)
    .map(([value, risk]) =>
      register(
        risk ? `atRisk: ${value}` : `specialCircumstances: ${value}`,
        `select child_no from special_circumstance where $1 between started_on and coalesce(ended_on, 'infinity') and at_risk = $2`,
        [risk],
        !value,
      ),
    ),
  fc.tuple(day, flag).map(([from, assisted]) =>
    register(
      `assisted: ${assisted}, assistedFrom: "${from}"`,
      `select child_no from assistance where given_on <= $1 and (until >= $2 or given_on >= $2
         or (until is null and kind in ('MONTHLY_ALLOWANCE', 'SPONSORSHIP', 'ALTERNATIVE_CARE')))`,
      [from],
      !assisted,
    ),
  ),
  flag.map((provisional) =>
    register(
      `provisional: ${provisional}`,
      `select child_no from child where $1::date is not null and (registration_status = 'PROVISIONAL') = $2`,
      [provisional],
    ),
  ),
  fc
    .constantFrom('Kinh', 'Hoa', 'Tày')
    .map((ethnicity) =>
      register(
        `ethnicity: "${ethnicity}"`,
        `select child_no from child where $1::date is not null and ethnicity = $2`,
        [ethnicity],
      ),
    ),
);
