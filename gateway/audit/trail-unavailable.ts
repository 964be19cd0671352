import { GraphError } from '../../shared/errors/graph-error.ts';

/** Thrown where an entry could not be made durable: what it tells of must not be shown. */
export class TrailUnavailable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`The trail cannot be written: ${reason}.`, options);
    this.name = 'TrailUnavailable';
  }
}

/** What a client is told of it: AUDIT_UNAVAILABLE (503), without the reason; other errors stay as they are. */
export function explainUnavailable(error: unknown): unknown {
  if (!(error instanceof TrailUnavailable)) return error;
  return new GraphError(
    'AUDIT_UNAVAILABLE',
    {
      en: 'The record of who sees what cannot be written at present, so nothing protected is shown. Try again in a moment; if it lasts, tell whoever runs the gateway.',
      vi: 'Hiện không ghi được nhật ký truy cập nên không thể hiển thị dữ liệu được bảo vệ. Hãy thử lại sau giây lát; nếu vẫn lỗi, hãy báo cho đơn vị vận hành cổng.',
    },
    { http: { status: 503 } },
  );
}
