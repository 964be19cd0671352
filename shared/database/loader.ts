import DataLoader from 'dataloader';

/**
 * A DataLoader that gathers what every call of this turn of the event loop asks, not one call alone: calls that share
 * their loaders share their statements.
 */
export function createLoader<Key, Found, CacheKey = Key>(
  find: DataLoader.BatchLoadFn<Key, Found>,
  options: Pick<DataLoader.Options<Key, Found, CacheKey>, 'cacheKeyFn' | 'cacheMap'> = {},
): DataLoader<Key, Found, CacheKey> {
  return new DataLoader(find, { ...options, batchScheduleFn: setImmediate });
}
