/**
 * The suites of `npm run bench`: what each measures, and what its figures are to reach on a quiet machine with two cores
 * and Node 20.
 */
import { macroCases } from '../macro/cases.ts'
import { measureRuns } from '../macro/child.ts'
import { measureStartUp } from '../macro/start-up.ts'
import { type Measurement, median } from './measurement.ts'
import type { Samples } from './rounds.ts'

export interface Suite {
  readonly name: string
  readonly what: string
  readonly measure: (full: boolean) => Promise<Measurement[]>
}

type Figure = Pick<Measurement, 'unit' | 'target' | 'rival'> & {
  /** From the milliseconds of a sample to the figure. */
  readonly of: (milliseconds: number) => number
}

const perSecond = (scale: number) => (milliseconds: number) => 1000 / milliseconds / scale

/** Turns the samples of a suite into figures. */
function figures(samples: Samples, figureOf: (name: string) => Figure): Measurement[] {
  return [...samples].map(([name, milliseconds]) => {
    const { of, ...figure } = figureOf(name)
    const values = milliseconds.map(of)
    return { name, value: median(values), samples: values, ...figure }
  })
}

const queueTargets: Readonly<Record<string, number>> = { '1000': 10, '100000': 6, '1000000': 2 }

export const suites: readonly Suite[] = [
  {
    name: 'commands',
    what: 'whole commands as a user types them, in multiples of a hand-written loop that does the same',
    measure: async full => (await import('../macro/commands.ts')).measureCommands(full),
  },
  {
    name: 'explaining',
    what: '`switchyard explain` on a run of a million tasks, in multiples of the plain run',
    measure: async full => (await import('../macro/explaining.ts')).measureExplaining(full ? 3 : 1),
  },
  {
    name: 'queue',
    what: 'the event queue: pop and push with 10³, 10⁵ and 10⁶ events pending, against a binary heap',
    measure: async () =>
      figures(await (await import('./queue.ts')).queueSuite(), name => {
        const pending = /(\d+) pending/.exec(name)![1]!
        const rate = { unit: 'M/s', of: perSecond(1e6) } as const
        if (name.startsWith('binary heap')) return rate
        return { ...rate, target: queueTargets[pending]!, rival: name.replace('event queue', 'binary heap') }
      }),
  },
  {
    name: 'engine',
    what: 'the bare event loop: 10 000 timers, and M/M/1 with a million customers',
    measure: async () =>
      figures(await (await import('./engine.ts')).engineSuite(), name =>
        name.startsWith('M/M/1')
          ? { unit: 'CPU-s', target: 0.6, of: milliseconds => (1e6 * milliseconds) / 1000 }
          : { unit: 'M/s', target: 5, of: perSecond(1e6) },
      ),
  },
  {
    name: 'placement',
    what: 'tasks placed on 12 500 machines, by placement',
    measure: async () =>
      figures(await (await import('./placement.ts')).placementSuite(), () => ({
        unit: 'k/s',
        of: perSecond(1e3),
      })),
  },
  {
    name: 'kubernetes',
    what: 'pods decided by the Kubernetes scheduler: a recording of the real one, by how alike they are, and by the number of nodes',
    measure: async () => (await import('./kubernetes.ts')).kubernetesSuite(),
  },
  {
    name: 'growth',
    what: 'what must not grow with the cluster or the queue: offers, snapshots, rules, pods and lines, with exponents and floors',
    measure: async () => [
      ...(await (await import('./growth.ts')).growthSuite()),
      ...(await (await import('./batch-growth.ts')).batchGrowth()),
    ],
  },
  {
    name: 'mesos',
    what: "Mesos' offers: an experiment from the command, an offer of a run, and allocations by agents and frameworks",
    measure: async () => (await import('./mesos.ts')).mesosSuite(),
  },
  {
    name: 'chance',
    what: 'random numbers drawn from a stream, against Math.random',
    measure: async () =>
      figures(await (await import('./chance.ts')).chanceSuite(), name => ({
        unit: 'M/s',
        of: perSecond(1e6),
        ...(name === 'uniform' ? { rival: 'Math.random' } : {}),
      })),
  },
  {
    name: 'measures',
    what: 'a million waits noted and sorted, against the built-in sort',
    measure: async () =>
      figures(await (await import('./measures.ts')).measuresSuite(), name => ({
        unit: 'ms',
        of: milliseconds => milliseconds,
        ...(name.startsWith('radix') ? { rival: name.replace('radix', 'built-in') } : {}),
      })),
  },
  {
    name: 'start-up',
    what: "the command's start, in multiples of the start of Node itself (node -e 0)",
    measure: async () => measureStartUp(),
  },
  {
    name: 'runs',
    what: 'whole runs, each in a process of its own: CPU time, start-up apart, and peak memory',
    measure: full => measureRuns(macroCases.filter(({ long }) => full || !long)),
  },
]
