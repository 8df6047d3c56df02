/**
 * The suites of `npm run bench`: what each measures, and what its figures are to reach on a quiet machine with two cores
 * and Node 20.
 */
import type { Bench } from 'tinybench'
import { macroCases } from '../macro/cases.ts'
import { measureRuns } from '../macro/child.ts'
import { type Measurement, median } from './measurement.ts'

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

/** Turns the rows of a tinybench run into figures. */
function figures(bench: Bench, figureOf: (name: string) => Figure): Measurement[] {
  return bench.tasks.map(({ name, result }) => {
    if (result.state !== 'completed') throw new Error(`'${name}' did not complete: ${result.state}`)
    const { of, ...figure } = figureOf(name)
    const samples = (result.latency.samples ?? []).map(of)
    return { name, value: median(samples), samples, ...figure }
  })
}

const queueTargets: Readonly<Record<string, number>> = { '1000': 10, '100000': 6, '1000000': 2 }

export const suites: readonly Suite[] = [
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
          ? { unit: 'CPU-s', target: 0.6, of: milliseconds => milliseconds / 1000 }
          : { unit: 'M/s', target: 5, of: milliseconds => 2e6 / (milliseconds / 1000) / 1e6 },
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
    name: 'runs',
    what: 'whole runs, each in a process of its own, start-up included: CPU time and peak memory',
    measure: full => measureRuns(macroCases.filter(({ long }) => full || !long)),
  },
]
