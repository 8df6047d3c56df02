import { expect, it } from 'vitest'
import { Engine } from '../../../../sim/engine/engine.ts'
import { SECOND, seconds } from '../../../../sim/engine/time.ts'
import { Overdue } from '../../../../systems/marathon/framework/overdue.ts'
import { PlacedInstance } from '../../../../systems/marathon/framework/placed-instance.ts'
import type { AppInstance } from '../../../../systems/marathon/framework/running-app.ts'

/** Marathon gives a launch 20 s to be confirmed, and 100 s to run. */
const flags = { taskLaunchConfirmTimeout: 20 * SECOND, taskLaunchTimeout: 100 * SECOND }

/** When an instance is killed that was launched at a second, whether Mesos knows of it, and when it runs; null: never. */
function killedAt(launchedAt: number, isKnown: boolean, runsAt: number | null = null): number | null {
  const engine = new Engine()
  let killed: number | null = null
  const overdue = new Overdue(engine, flags, () => {
    killed = engine.now / SECOND
  })
  const agent = { hostname: 'h', attributes: [] }
  const instance = new PlacedInstance(
    0,
    { id: 'app' },
    0,
    agent,
    0,
    seconds(launchedAt),
  ) as unknown as AppInstance
  if (isKnown) instance.task = 7
  const step = engine.on(runs => (runs === 1 ? overdue.forget(instance) : overdue.watch(instance)))
  engine.at(seconds(launchedAt), step, 0, 0)
  if (runsAt !== null) engine.at(seconds(runsAt), step, 1, 0)
  engine.run(seconds(2000))
  return killed
}

// Marathon looks at 30, 35, 40 … s, and asks Mesos at 15 s and at 615 s. A launch is looked at after its 20 s, and after its 100 s.
it.each<[what: string, launchedAt: number, isKnown: boolean, killed: number]>([
  ['is given up when it is not confirmed', 12, false, 35],
  ['is given up a look later when it is 20 s old at a look', 15, false, 40],
  ['is looked at for the first time after 30 s', 1, false, 30],
  // At 35 s it is known to be staging since the question at 15 s, and has until 112 s.
  ['has longer when Mesos was asked after it', 12, true, 115],
  // Nobody has asked Mesos since: it is not confirmed.
  ['has no longer when it was launched after the question', 16, true, 40],
  ['that was launched before the second question has longer', 610, true, 715],
  ['that was launched at the second question has not', 615, true, 640],
])('a launch %s: at %d s', (_, launchedAt, isKnown, killed) => {
  expect(killedAt(launchedAt, isKnown)).toBe(killed)
})

it('a launch that runs in time is not given up', () => {
  expect(killedAt(12, false, 34)).toBeNull()
  expect(killedAt(12, true, 114)).toBeNull()
})
