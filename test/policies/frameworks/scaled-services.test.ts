/** Services whose number of instances changes, second by second. */
import { expect, it } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { RootSpec } from '../../../systems/generic/spec.ts'
import { Simulation } from '../../../systems/simulation.ts'
import {
  framework,
  monolithic,
  offers,
  sampling,
  sharedState,
  systemOf,
  thinking,
} from '../../support/small-system.ts'
import { machinesOf, numbersOf, workloadOf } from '../../support/watched-run.ts'

interface Run {
  readonly instances: number
  readonly cores: number
  readonly scale: readonly (readonly [at: number, to: number])[]
  /** Instances that fail: seconds and slots. */
  readonly failures?: readonly (readonly [at: number, slot: number])[]
  readonly killGrace?: number
  readonly until?: number
  readonly root?: RootSpec
  readonly run?: number
}

/** A service; the log says which slot starts and ends, and when. */
async function scaled({
  instances,
  cores,
  scale,
  failures = [],
  killGrace = 0,
  until = 100,
  root,
  run = NEVER,
}: Run) {
  const web = framework('web', {
    kind: 'services',
    takes: ['*'],
    onFailure: 'relaunch',
    killGrace: seconds(killGrace),
    scale: scale.map(([at, to]) => ({ at: seconds(at), to })),
  })
  const simulation = new Simulation(
    {
      system: systemOf(root ?? monolithic(), { frameworks: [web] }),
      seed: 'oak',
      warmup: 0,
      until: seconds(until),
      slices: 10,
      check: true,
      hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
    },
    machinesOf(1, cores),
    workloadOf([{ submit: 0, run, tasks: instances }]),
  )
  const { cluster } = simulation
  const { tasks } = cluster
  const log: string[] = []
  const now = () => cluster.now / SECOND
  cluster.probes.add({
    taskStarted: task => log.push(`${now()}: ${tasks.slot[task]} starts`),
    taskEnded: (task, outcome) =>
      log.push(`${now()}: ${tasks.slot[task]} ${outcome === TaskOutcome.Scaled ? 'leaves' : 'ends'}`),
  })
  const fail = cluster.engine.on(slot => {
    for (let task = tasks.on(0); task >= 0; task = tasks.nextOnMachine(task))
      if (tasks.slot[task] === slot) {
        cluster.running.end(task, TaskOutcome.Failed)
        return
      }
  })
  for (const [at, slot] of failures) cluster.engine.at(seconds(at), fail, slot, 0)
  const result = await drive(simulation)
  return { log, numbers: numbersOf(result), cluster }
}

it('gets the next numbers, and an instance that is launched again has the number that it had', async () => {
  const { log } = await scaled({ instances: 2, cores: 4, scale: [[10, 4]], failures: [[20, 1]] })
  expect(log).toEqual([
    '0: 0 starts',
    '0: 1 starts',
    '10: 2 starts',
    '10: 3 starts',
    '20: 1 ends',
    '20: 1 starts',
  ])
})

it('loses its highest numbers, and what fails meanwhile makes one of them superfluous', async () => {
  // From four to two at 10: 3 and 2 stop until 15. At 12 instance 0 fails; there are more than wanted, so it is not launched
  // again. At 15 instance 3 leaves for good – two are wanted, 1 and 2 are there – and 2, told to go, is needed after all: its
  // place is taken by a new one, with the lowest number that is free.
  const { log, numbers } = await scaled({
    instances: 4,
    cores: 4,
    scale: [[10, 2]],
    failures: [[12, 0]],
    killGrace: 5,
  })
  const after = log.slice(4)
  expect(after[0]).toBe('12: 0 ends')
  expect(after.slice(1).sort()).toEqual(['15: 0 starts', '15: 2 leaves', '15: 3 leaves'])
  expect(numbers).toMatchObject({ tasks_scaled_away: 2, tasks_failed: 1, jobs_running: 1 })
})

it('gets those back that were told to go when it grows again before they have gone', async () => {
  // Four, one from 10, three from 12; three of them stop from 10 to 15. Then two are launched in their place.
  const { log, cluster } = await scaled({
    instances: 4,
    cores: 4,
    scale: [
      [10, 1],
      [12, 3],
    ],
    killGrace: 5,
  })
  expect(log.slice(4).filter(line => line.endsWith('leaves'))).toHaveLength(3)
  expect(log.slice(4).filter(line => line.endsWith('starts'))).toEqual(['15: 1 starts', '15: 2 starts'])
  expect(cluster.jobs.tasks[0]).toBe(3)
})

it('loses instances that wait before any that runs', async () => {
  // Two cores: of four instances two wait, until two are wanted.
  const { log, numbers } = await scaled({
    instances: 2,
    cores: 2,
    scale: [
      [10, 4],
      [20, 2],
    ],
  })
  expect(log).toEqual(['0: 0 starts', '0: 1 starts'])
  expect(numbers).toMatchObject({
    tasks_scaled_away: 0,
    queue_tasks_mean: (2 * 10) / 100,
    wait_last_max_s: 0,
  })
})

it('is over when all that it still has is finished', async () => {
  // Three instances of 10 s on one core: 0 runs 0–10; at 15, in the middle of the next, one is enough, and that is done.
  const { log, numbers } = await scaled({ instances: 3, cores: 1, scale: [[15, 1]], run: 10 })
  expect(log).toEqual(['0: 0 starts', '10: 0 ends', '10: 0 starts', '15: 0 leaves'])
  expect(numbers).toMatchObject({ jobs_finished: 1, tasks_finished: 1 })
})

it.each([
  ['shared state', sharedState(thinking(3))],
  ['late binding', sampling({ probeRatio: 1 })],
])('looks again at instances that were claimed when it became smaller, under %s', async (_name, root) => {
  // At 10 three more are wanted and claimed by a decision; at 11 one is enough.
  const { log, cluster } = await scaled({
    instances: 1,
    cores: 4,
    scale: [
      [10, 4],
      [11, 1],
    ],
    root,
  })
  expect(cluster.jobs.tasks[0]).toBe(1)
  expect(cluster.jobs.count(0, 4)).toBe(1)
  const started = log.filter(line => line.endsWith('starts')).length
  const left = log.filter(line => line.endsWith('leaves')).length
  expect(started - left).toBe(1)
})

it('looks again at what is claimed and not launched yet when it is scaled', async () => {
  // It is offered the machine at 1 s and thinks about it for 2 s. At 1.5 s it is cut to one; nobody can say yet that the claims are
  // not wanted. What starts at 3 s beyond the one leaves when it is looked at again, at 3.5 s.
  const { log } = await scaled({
    instances: 3,
    cores: 4,
    scale: [[1.5, 1]],
    until: 20,
    root: offers(thinking(2)),
  })
  expect(log).toEqual(['3: 0 starts', '3: 1 starts', '3: 2 starts', '3.5: 2 leaves', '3.5: 1 leaves'])
})
