import type { Message } from '../../shared/errors/graph-error.ts';
import { AccessRefusal } from './access-refusal.ts';

/** What is said of a token, by what is wrong with it; `detail` is what would be right, or the claim that is wrong. */
const SENTENCES = {
  MISSING: () => ({
    en: 'The request carries no access token: send one in the header Authorization, after the word Bearer.',
    vi: 'Yêu cầu không có mã truy cập: hãy gửi mã trong tiêu đề Authorization, sau từ Bearer.',
  }),
  MALFORMED: () => ({
    en: 'The access token cannot be read: send it whole, as the issuer gave it, after the word Bearer.',
    vi: 'Không đọc được mã truy cập: hãy gửi nguyên vẹn như đơn vị cấp đã cấp, sau từ Bearer.',
  }),
  UNSIGNED: () => ({
    en: 'The access token is not signed (alg none): ask the issuer for a signed one.',
    vi: 'Mã truy cập không được ký (alg none): hãy xin đơn vị cấp một mã có chữ ký.',
  }),
  ALGORITHM: (detail: string) => ({
    en: `The access token is signed with an algorithm that is not taken here: the issuer must use one of ${detail}.`,
    vi: `Mã truy cập được ký bằng thuật toán không được chấp nhận: đơn vị cấp phải dùng một trong ${detail}.`,
  }),
  SIGNATURE: () => ({
    en: "The access token's signature does not fit what it says: ask the issuer for a new one.",
    vi: 'Chữ ký của mã truy cập không khớp với nội dung: hãy xin đơn vị cấp một mã mới.',
  }),
  KEY: () => ({
    en: 'The access token is signed with a key that the issuer does not publish: ask the issuer for a new one.',
    vi: 'Mã truy cập được ký bằng khóa mà đơn vị cấp không công bố: hãy xin đơn vị cấp một mã mới.',
  }),
  EXPIRED: () => ({
    en: 'The access token has expired: ask the issuer for a new one.',
    vi: 'Mã truy cập đã hết hạn: hãy xin đơn vị cấp một mã mới.',
  }),
  NOT_YET_VALID: () => ({
    en: 'The access token is not valid yet: wait until its time, or ask for the clocks to be set right.',
    vi: 'Mã truy cập chưa có hiệu lực: hãy đợi đến thời điểm hiệu lực hoặc đề nghị chỉnh lại đồng hồ.',
  }),
  ISSUER: (detail: string) => ({
    en: `The access token comes from an issuer that is not trusted here: get one from ${detail}.`,
    vi: `Mã truy cập do đơn vị không được tin cậy cấp: hãy lấy mã từ ${detail}.`,
  }),
  AUDIENCE: (detail: string) => ({
    en: `The access token was made for another audience: ask the issuer for one for ${detail}.`,
    vi: `Mã truy cập được cấp cho nơi nhận khác: hãy xin đơn vị cấp một mã cho ${detail}.`,
  }),
  TYPE: (detail: string) => ({
    en: `The token is no access token (its type is not ${detail}): send the access token, not the ID token.`,
    vi: `Đây không phải mã truy cập (loại không phải ${detail}): hãy gửi mã truy cập, không gửi mã định danh (ID token).`,
  }),
  BOUND: () => ({
    en: 'The access token is bound to a key (claim cnf) of which no proof is taken here: ask the issuer for a plain Bearer token.',
    vi: 'Mã truy cập gắn với một khóa (thuộc tính cnf) mà hệ thống không kiểm tra được: hãy xin đơn vị cấp một mã Bearer thông thường.',
  }),
  CLAIM: (detail: string) => ({
    en: `The access token lacks the claim ${detail}, or states it wrongly: have the issuer put it right.`,
    vi: `Mã truy cập thiếu hoặc ghi sai thuộc tính ${detail}: hãy đề nghị đơn vị cấp sửa lại.`,
  }),
  ROLE: () => ({
    en: 'The access token names no role that is known here: ask those who keep the access table.',
    vi: 'Mã truy cập không nêu vai trò nào được biết ở đây: hãy hỏi người quản lý bảng phân quyền.',
  }),
  DEMO: () => ({
    en: 'The access token comes from a demo issuer, which a gateway in production never takes.',
    vi: 'Mã truy cập do hệ thống cấp mã thử nghiệm cấp, không được dùng khi vận hành thật.',
  }),
} satisfies Record<string, (detail: string) => Message>;

/** What can be wrong with a token. */
export type TokenFault = keyof typeof SENTENCES;

/** RFC 6750, 3: an error_description holds printable ASCII without quotes and backslashes. */
const NOT_DESCRIBABLE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/g;

function challenge(fault: TokenFault, message: string): string {
  const realm = 'Bearer realm="chung-tay"';
  if (fault === 'MISSING') return realm;
  const description = message.replace(NOT_DESCRIBABLE, '');
  return `${realm}, error="invalid_token", error_description="${description}"`;
}

/** UNAUTHENTICATED with 401: its sentence and `extensions.reason` say what is wrong, WWW-Authenticate what to do (RFC 6750, 3). */
export function tokenRefusal(fault: TokenFault, detail = ''): AccessRefusal {
  const message = SENTENCES[fault](detail);
  return new AccessRefusal('UNAUTHENTICATED', message, {
    status: 401,
    headers: { 'www-authenticate': challenge(fault, message.en) },
    details: { reason: fault },
  });
}

/** How long a client is asked to wait while the issuer cannot be reached, in seconds. */
const RETRY_AFTER = '10';

/** ISSUER_UNAVAILABLE with 503: the token may be right, but the keys to check it by cannot be had now. */
export function issuerUnavailable(): AccessRefusal {
  return new AccessRefusal(
    'ISSUER_UNAVAILABLE',
    {
      en: 'The issuer of access tokens cannot be reached, so no token can be checked. Try again in a moment.',
      vi: 'Không liên lạc được với đơn vị cấp mã truy cập nên chưa thể kiểm tra mã. Hãy thử lại sau ít phút.',
    },
    { status: 503, headers: { 'retry-after': RETRY_AFTER } },
  );
}
