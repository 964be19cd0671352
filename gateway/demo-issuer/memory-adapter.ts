import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Sessions, codes and grants kept at once; the oldest go first. */
const MOST_KEPT = 10_000;

type Store = LRUCache<string, AdapterPayload>;

function findFirst(store: Store, isIt: (payload: AdapterPayload) => boolean) {
  return [...store.values()].find(isIt);
}

function adapterOver(store: Store): Adapter {
  return {
    upsert: async (id, payload, expiresIn) => {
      store.set(id, payload, expiresIn === undefined ? {} : { ttl: expiresIn * 1000 });
    },
    find: async (id) => store.get(id),
    findByUid: async (uid) => findFirst(store, (payload) => payload.uid === uid),
    findByUserCode: async (code) => findFirst(store, (payload) => payload.userCode === code),
    consume: async (id) => {
      const payload = store.get(id);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      store.delete(id);
    },
    revokeByGrantId: async (grantId) => {
      for (const [id, payload] of store.entries())
        if (payload.grantId === grantId) store.delete(id);
    },
  };
}

/**
 * Where the demo issuer keeps sessions, codes and grants: in memory, each kind of its own, until they expire or the
 * process ends. Access tokens are signed JWTs and kept nowhere.
 */
export function memoryAdapter(): AdapterFactory {
  return () => adapterOver(new LRUCache<string, AdapterPayload>({ max: MOST_KEPT }));
}
