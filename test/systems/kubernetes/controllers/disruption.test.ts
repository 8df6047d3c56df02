import { expect, test } from 'vitest'
import { desiredHealthy, disruptionsAllowed } from '../../../../systems/kubernetes/controllers/disruption.ts'

const least = (minAvailable: object) => ({ minAvailable, maxUnavailable: null })
const most = (maxUnavailable: object) => ({ minAvailable: null, maxUnavailable })

// Percentages are rounded up, both: half of 5 is 3 that must stay; a quarter of 5 is 2 that may be missed, so 3 must stay.
test.each([
  ['two must stay of three', least({ pods: 2 }), 3, 3, 1],
  ['two must stay of one', least({ pods: 2 }), 1, 3, 0],
  ['half of 5 must stay', least({ percent: 50 }), 5, 5, 2],
  ['one may be missed of 3', most({ pods: 1 }), 3, 3, 1],
  ['one may be missed, and is', most({ pods: 1 }), 2, 3, 0],
  ['more may be missed than there are', most({ pods: 9 }), 2, 3, 2],
  ['a quarter of 5 may be missed', most({ percent: 25 }), 5, 5, 2],
  ['nothing is said', { minAvailable: null, maxUnavailable: null }, 3, 3, 0],
  ['owners that say no number, where one must stay', least({ pods: 1 }), 3, null, 2],
  ['owners that say no number, where one may be missed', most({ pods: 1 }), 3, null, 0],
  ['pods that nobody owns, where all may be missed', most({ percent: 100 }), 3, 0, 0],
])('%s', (_, budget, healthy, scale, allowed) => {
  const desired = desiredHealthy(budget as Parameters<typeof desiredHealthy>[0], scale)
  expect(disruptionsAllowed(healthy, desired)).toBe(allowed)
})
