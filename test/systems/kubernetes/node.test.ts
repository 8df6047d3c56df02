import { expect, it } from 'vitest'
import { zoneOf } from '../../../systems/kubernetes/node.ts'
import { node } from './pods.ts'

const ZONE = 'topology.kubernetes.io/zone'
const REGION = 'topology.kubernetes.io/region'
const OLD_ZONE = 'failure-domain.beta.kubernetes.io/zone'
const OLD_REGION = 'failure-domain.beta.kubernetes.io/region'
const zoned = (zone: string, region = '') => `${region}:\u0000:${zone}`

it.each<[labels: Record<string, string>, zone: string]>([
  [{}, ''],
  [{ other: 'x' }, ''],
  [{ [ZONE]: 'a' }, zoned('a')],
  [{ [REGION]: 'r' }, zoned('', 'r')],
  [{ [ZONE]: 'a', [REGION]: 'r' }, zoned('a', 'r')],
  [{ [OLD_ZONE]: 'o' }, zoned('o')],
  [{ [OLD_REGION]: 'p' }, zoned('', 'p')],
  // Where a node has both, the old ones count.
  [{ [OLD_ZONE]: 'o', [ZONE]: 'a', [OLD_REGION]: 'p', [REGION]: 'r' }, zoned('o', 'p')],
])('a node labelled %j is in a zone of its labels', (labels, zone) => {
  expect(zoneOf(node('n', labels))).toBe(zone)
})
