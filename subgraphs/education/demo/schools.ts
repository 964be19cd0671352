import { figures } from '../../../shared/demo-province/figures.ts';
import type { Random } from '../../../shared/demo-province/random.ts';

const NAMES = [
  'Hoa Sen',
  'Hoa Hồng',
  'Hoa Mai',
  'Sao Mai',
  'Họa Mi',
  'Sơn Ca',
  'Bình Minh',
  'Tuổi Thơ',
  'Măng Non',
  'Ánh Dương',
  'Bông Sen',
  'Vành Khuyên',
] as const;

const neighbours = new Map(
  figures.communes.map(({ code, district }) => [
    code,
    figures.communes
      .filter((other) => other.district === district && other.code !== code)
      .map((other) => other.code),
  ]),
);

/** Another commune of the same district; the commune itself where the district has no other. */
export function communeNearby(commune: string, random: Random): string {
  const others = neighbours.get(commune) ?? [];
  return others[random.between(0, others.length - 1)] ?? commune;
}

/** The invented name of a commune's preschool. */
export function schoolNameIn(commune: string): string {
  return `Trường Mầm non ${NAMES[Number(commune) % NAMES.length] ?? NAMES[0]}`;
}
