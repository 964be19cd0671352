import { z } from 'zod';
import { readSettings, setting } from '../../shared/start/settings.ts';
import { readPrivateKey } from './publish-key.ts';

const shape = z.object({
  /** A gateway that runs. */
  GATEWAY_URL: setting.httpUrl('http://127.0.0.1:4000').default('http://127.0.0.1:4000'),
  /** The department's private key. */
  PUBLISH_KEY: z
    .string(
      'must be the department’s private key: npm run publish:key -- make <department> makes one',
    )
    .refine((text) => readPrivateKey(text) !== null, {
      error: 'must be a private key such as npm run publish:key -- make prints',
    }),
  /** The folder that the command was typed in, from which the file is named; npm sets it. */
  INIT_CWD: z.string().default('.'),
});

/** Settings of `npm run publish`. Throws StartProblem. */
export function readPublishConfig(): z.infer<typeof shape> {
  return readSettings(shape, process.env);
}
