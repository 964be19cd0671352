import fc from 'fast-check';
import { criterion, day, flag, period } from './tried-criterion.fixture.ts';

const insurance = criterion('health', 'withHealthInsurance');
const GOOD = `valid_from <= $1 and $1 <= coalesce(valid_to, 'infinity') and $1 <= coalesce(withdrawn_on, 'infinity')`;
export const insuranceTried = fc.oneof(
  flag.map((insured) =>
    insurance(
      `insured: ${insured}`,
      `select child_no from health_insurance_card where ${GOOD}`,
      [],
      !insured,
    ),
  ),
  fc
    .tuple(period, flag)
    .map(([[from, to], insured]) =>
      insurance(
        `insured: ${insured}, issuedFrom: "${from}", issuedTo: "${to}"`,
        `select child_no from health_insurance_card where ${GOOD} and issued_on <= $1 and issued_on between $2 and $3`,
        [from, to],
        !insured,
      ),
    ),
  fc.tuple(period, fc.nat(90)).map(([[from, to], days]) =>
    insurance(
      `issuedFrom: "${from}", issuedTo: "${to}", issuedWithinDays: ${days}`,
      `select child_no from health_insurance_card
       where issued_on <= $1 and issued_on between $2 and $3 and beneficiary_code = 'TE' and issued_on - valid_from <= $4`,
      [from, to, days],
    ),
  ),
);

const nutrition = criterion('health', 'withNutrition');
export const nutritionTried = fc.oneof(
  fc
    .tuple(period, flag)
    .map(([[from, to], measured]) =>
      nutrition(
        `measured: ${measured}, measuredFrom: "${from}", measuredTo: "${to}"`,
        `select child_no from nutrition_measurement where measured_on <= $1 and measured_on between $2 and $3`,
        [from, to],
        !measured,
      ),
    ),
  fc
    .tuple(fc.constantFrom('underweight', 'stunted', 'wasted', 'undernourished'), flag, day)
    .map(([form, value, from]) =>
      nutrition(
        `${form}: ${value}, measuredFrom: "${from}"`,
        `select child_no from (
           select distinct on (child_no) child_no, ${form} as judged from nutrition_measurement
           where measured_on between $2 and $1 and ${form} is not null order by child_no, measured_on desc, id desc
         ) newest where judged = $3`,
        [from, value],
      ),
    ),
);
