/**
 * What holds on Kubernetes whatever happens: machines that die, return and are drained, containers that fail, updates and changes
 * of scale at any time. Every run is held to the invariants of the house besides.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HOUR, NEVER, SECOND } from '../../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../../sim/hardware/machine-events.ts'
import { TaskState } from '../../../../sim/world/lifecycle.ts'
import type { ControllerManagerSpec } from '../../../../systems/kubernetes/framework/spec.ts'
import { kubernetesOf, nodes } from '../../../support/kubernetes-run.ts'
import { stagedRun } from '../../../support/staged-run.ts'
import type { WrittenJob } from '../../../support/watched-run.ts'

const MACHINES = 4
const seconds = (most: number) => fc.integer({ min: 0, max: most })

const trouble = fc
  .array(
    fc.record({
      at: seconds(1500),
      lasts: seconds(900),
      machine: fc.nat(MACHINES - 1),
      event: fc.constantFrom<MachineEvent['event'][]>('crash', 'drain', 'cordon'),
    }),
    { maxLength: 6 },
  )
  .map(list =>
    list.flatMap(({ at, lasts, machine, event }): MachineEvent[] => [
      { at: at * SECOND, machine, event },
      { at: (at + lasts) * SECOND, machine, event: 'return' },
    ]),
  )
  // All work in the end.
  .map(events => [
    ...events,
    ...Array.from({ length: MACHINES }, (_, machine): MachineEvent => {
      return { at: 2500 * SECOND, machine, event: 'return' }
    }),
  ])

const settings = fc.record({
  strategy: fc.constantFrom<ControllerManagerSpec['strategy'][]>('rolling-update', 'recreate'),
  readyAfter: fc.constantFrom(0, 15 * SECOND),
  minReady: fc.constantFrom(0, 5 * SECOND),
  apiQps: fc.constantFrom(0, 1),
  apiBurst: fc.constantFrom(1, 3),
  podManagement: fc.constantFrom<ControllerManagerSpec['podManagement'][]>('ordered-ready', 'parallel'),
  killGrace: fc.constantFrom(0, 30 * SECOND),
  restart: fc.constantFrom<ControllerManagerSpec['restart'][]>('never', 'on-failure'),
  parallelism: fc.constantFrom(0, 1, 2),
  backoffLimit: fc.constantFrom(1, 6),
  toleration: fc.constantFrom(SECOND, 300 * SECOND, NEVER),
  scale: fc.array(
    fc.record({ at: seconds(1800).map(at => at * SECOND), to: fc.integer({ min: 1, max: 4 }) }),
    {
      maxLength: 2,
    },
  ),
  upgrades: fc.array(fc.record({ at: seconds(1800).map(at => at * SECOND) }), { maxLength: 2 }),
})

const written = fc.array(
  fc.record({
    submit: seconds(600),
    run: fc.constantFrom(NEVER, 40, 400),
    tasks: fc.integer({ min: 1, max: 4 }),
    jobClass: fc.nat(2),
    meanTimeToFailure: fc.constantFrom<(number | undefined)[]>(undefined, 300),
  }),
  { minLength: 1, maxLength: 4 },
)

it('has all pods of services in the end, and all jobs done or given up', async () => {
  await fc.assert(
    fc.asyncProperty(settings, trouble, written, async (changes, events, list) => {
      const jobs = list
        .map(({ meanTimeToFailure, ...job }): WrittenJob => {
          // A container that goes on failing is never there for good.
          const fails = meanTimeToFailure !== undefined && job.run !== NEVER
          return { ...job, ...(fails && { meanTimeToFailure }) }
        })
        .sort((a, b) => a.submit - b.submit)
      const run = () =>
        stagedRun(kubernetesOf({ ...changes, statefulSets: ['db'] }), nodes(MACHINES, 8), jobs, {
          classes: ['web', 'db', 'other'],
          until: 6 * HOUR,
          hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER, events },
        })
      const { cluster, log } = await run()
      const { jobs: table } = cluster
      const services: [number, number, number][] = []
      for (let job = 0; job < table.rows.used; job++)
        if (table.isLive(job)) {
          expect(table.duration[job]).toBe(NEVER)
          services.push([table.wanted[job]!, table.tasks[job]!, table.count(job, TaskState.Running)])
        }
      expect(services).toHaveLength(jobs.filter(({ run }) => run === NEVER).length)
      for (const [wanted, tasks, running] of services) {
        expect(tasks).toBe(wanted)
        expect(running).toBe(wanted)
      }
      expect((await run()).log).toEqual(log)
    }),
    { numRuns: 40 },
  )
})
