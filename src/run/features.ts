import type { FeatureStore } from '../storage/database/types.ts'
import type { FeatureCache } from '../../workers/model/types.ts'

/**
 * What an engine may see of stored features: those of one shard's pictures, by key. Storage that fails costs
 * time and nothing else.
 */
export function featureCache(store: FeatureStore, shardId: string): FeatureCache {
  return {
    recall: (key) => store.features(shardId, key).catch(() => null),
    keep: (key, features) => store.keepFeatures(shardId, key, features).catch(() => undefined),
  }
}
