/** `npm run seal-key`: the two halves of a key for REGISTRY_SEAL_KEY. */
import { makeSealKeys } from '../shared/cohort/sealing-by-key.ts';
import { say } from '../shared/start/say.ts';

const { privateKey, publicKey } = makeSealKeys();
say(`for the register:          REGISTRY_SEAL_KEY=${privateKey}`);
say(`for all other departments: REGISTRY_SEAL_KEY=${publicKey}`);
