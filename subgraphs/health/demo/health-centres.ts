import type { Home } from '../../../shared/demo-province/demo-child.ts';
import { figures } from '../../../shared/demo-province/figures.ts';
import type { Day } from '../../../shared/time/day.ts';

/** The district health centres, by the district's GSO code. */
const centreOfDistrict: Readonly<Record<string, string>> = {
  '288': 'Trung tâm Y tế thành phố Hải Dương',
  '290': 'Trung tâm Y tế thành phố Chí Linh',
  '291': 'Trung tâm Y tế huyện Nam Sách',
  '292': 'Trung tâm Y tế thị xã Kinh Môn',
  '293': 'Trung tâm Y tế huyện Kim Thành',
  '294': 'Trung tâm Y tế huyện Thanh Hà',
  '295': 'Trung tâm Y tế huyện Cẩm Giàng',
  '296': 'Trung tâm Y tế huyện Bình Giang',
  '297': 'Trung tâm Y tế huyện Gia Lộc',
  '298': 'Trung tâm Y tế huyện Tứ Kỳ',
  '299': 'Trung tâm Y tế huyện Ninh Giang',
  '300': 'Trung tâm Y tế huyện Thanh Miện',
};

const centreOfCommune = new Map(
  figures.communes.map(({ code, district }) => [code, centreOfDistrict[district] ?? null]),
);

/** The health centre of the district where the child lived on the day. */
export function healthCentreOf(homes: readonly Home[], on: Day): string | null {
  const home = homes.findLast(({ from }) => from <= on);
  return home === undefined ? null : (centreOfCommune.get(home.commune) ?? null);
}
