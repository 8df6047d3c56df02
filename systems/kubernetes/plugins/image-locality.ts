/**
 * ImageLocality: nodes that have the pod's images already (Kubernetes,
 * pkg/scheduler/framework/plugins/imagelocality/image_locality.go, v1.34.4).
 */
import { MAX_NODE_SCORE } from '../default-normalise.ts'
import type { NodeInfo } from '../node-info.ts'
import type { Plugin } from '../plugin.ts'

const MIB = 1024 * 1024
/** Below 23 MiB nothing is gained. */
export const LEAST_IMAGE = 23 * MIB
/** 1000 MiB for each container is worth everything. */
export const MOST_IMAGE = 1000 * MIB

export const imageLocality: Plugin = {
  name: 'ImageLocality',
  score: {
    reads: 'size',
    prepare: ({ images }, cluster) => {
      const names = images.map(normalisedImage)
      const most = MOST_IMAGE * names.length
      const score = ({ images }: NodeInfo) => {
        if (images.size === 0) return 0
        let sum = 0
        for (const name of names) {
          const state = images.get(name)
          // An image counts less where few nodes have it, lest one node gets all pods.
          if (state !== undefined) sum += Math.trunc(state.sizeBytes * (state.nodes / cluster.size))
        }
        const held = sum < LEAST_IMAGE ? LEAST_IMAGE : Math.min(sum, most)
        return Math.trunc((MAX_NODE_SCORE * (held - LEAST_IMAGE)) / (most - LEAST_IMAGE))
      }
      return {
        score,
        addScores: (slots, count, weight, sums) => {
          if (!cluster.hasImages) return
          for (let i = 0; i < count; i++) sums[slots[i]!]! += weight * score(cluster.at(slots[i]!)!)
        },
      }
    },
  },
}

/** A name without a tag means `latest`. */
export function normalisedImage(name: string): string {
  return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name
}
