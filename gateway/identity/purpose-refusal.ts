import type { AccessTable, PurposeHeader } from '../access/access-table.ts';
import { AccessRefusal } from './access-refusal.ts';
import type { Caller } from './caller.ts';

function purposesOf({ purposes }: AccessTable): string[] {
  return [...purposes.keys()];
}

/** PURPOSE_REQUIRED: the request says not why it asks. */
export function purposeRequired(caller: Caller, table: AccessTable): AccessRefusal {
  const purposes = purposesOf(table);
  const list = purposes.join(', ');
  return new AccessRefusal(
    'PURPOSE_REQUIRED',
    {
      en: `The request does not say what it is for: send the header X-Purpose with one of ${list}.`,
      vi: `Yêu cầu chưa nêu mục đích: hãy gửi tiêu đề X-Purpose với một trong các giá trị ${list}.`,
    },
    { status: 403, caller, details: { purposes } },
  );
}

/** PURPOSE_UNKNOWN: there is no such purpose. */
export function purposeUnknown(caller: Caller, table: AccessTable): AccessRefusal {
  const purposes = purposesOf(table);
  const list = purposes.join(', ');
  return new AccessRefusal(
    'PURPOSE_UNKNOWN',
    {
      en: `The header X-Purpose holds no purpose that exists: send one of ${list}.`,
      vi: `Tiêu đề X-Purpose không nêu mục đích nào có trong danh mục: hãy dùng một trong ${list}.`,
    },
    { status: 403, caller, details: { purposes } },
  );
}

/** What a header must hold, in words. */
const WANTED = {
  'X-Case-Reference': {
    en: '3 to 100 printable characters, no token and no number of 11 digits or more',
    vi: 'từ 3 đến 100 ký tự in được, không chứa mã truy cập hay dãy số từ 11 chữ số',
  },
  'X-Reason': {
    en: '10 to 500 printable characters, no token and no number of 11 digits or more',
    vi: 'từ 10 đến 500 ký tự in được, không chứa mã truy cập hay dãy số từ 11 chữ số',
  },
} satisfies Record<PurposeHeader, { en: string; vi: string }>;

const ENCODING = {
  en: 'as UTF-8 with percent-encoding (a % itself is %25)',
  vi: 'dạng UTF-8 mã hóa phần trăm (chính dấu % viết là %25)',
};

/** PURPOSE_INCOMPLETE: the purpose needs a header, which is missing or holds something else. */
export function purposeIncomplete(
  caller: Caller,
  { purpose, header, isMissing }: { purpose: string; header: PurposeHeader; isMissing: boolean },
): AccessRefusal {
  const wanted = WANTED[header];
  return new AccessRefusal(
    'PURPOSE_INCOMPLETE',
    {
      en: `${purpose} needs the header ${header}, which is ${isMissing ? 'missing' : 'wrong'}: send ${wanted.en}, ${ENCODING.en}.`,
      vi: `${purpose} cần tiêu đề ${header}, hiện ${isMissing ? 'chưa có' : 'chưa đúng'}: hãy gửi ${wanted.vi}, ${ENCODING.vi}.`,
    },
    { status: 403, caller, details: { purpose, header } },
  );
}
