import { expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { crashesInRow, restartPause } from '../../../systems/kubernetes/restart-backoff.ts'

it('a container that ran for ten minutes begins anew', () => {
  expect([crashesInRow(4, 0), crashesInRow(4, 10 * MINUTE - 1), crashesInRow(4, 10 * MINUTE)]).toEqual([
    5, 5, 1,
  ])
})

it('pauses double up to five minutes', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 20].map(crashes => restartPause(crashes) / SECOND)).toEqual([
    ...[0, 0, 10, 20, 40, 80, 160, 300, 300, 300],
  ])
})
