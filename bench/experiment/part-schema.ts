/**
 * Keys that parts of a workload share, whatever they are made of.
 */
import * as z from 'zod'
import type { FailsSpec } from '../../workloads/spec.ts'
import { cpuDistribution, durationDistribution, memoryDistribution } from './distributions.ts'
import { once } from './late-map.ts'
import { MOST_COUNTED } from './limits.ts'
import { amount, duration, leaf, readWhole, text, whole } from './quantities.ts'
import { partOf } from './ratios.ts'

export const className = (usual: string) =>
  text('the name of a class of jobs')
    .prefault(usual)
    .describe('Class of the jobs, for takes and for the rows of the result.')

/** Those of them that have a default. */
export const usual = ['cpu', 'memory', 'mean-time-to-failure', 'priority'] as const

export const common = {
  cpu: () => cpuDistribution().prefault(1).describe('Cores that one task holds.'),
  memory: () => memoryDistribution().prefault('0 MiB').describe('Memory that one task holds.'),
  'mean-time-to-failure': () =>
    duration({ never: true })
      .prefault('never')
      .describe('Mean time between failures of a running task (exponential).'),
  resources: () =>
    z
      .record(z.string(), amount())
      .optional()
      .describe('Named resources that one task holds, such as { gpu: 1 }; machines list what they have.'),
  needs: () =>
    z
      .record(z.string(), text('the value of an attribute'))
      .optional()
      .describe('Attributes that the machine of a task must have, such as { disk: ssd }.'),
  priority: () => whole(-MOST_COUNTED).prefault(0).describe('Larger goes first under the order "priority".'),
}

/** Failures that come in any case, of jobs or stages. */
export const fails = once(() =>
  z
    .strictObject({
      share: partOf(true)
        .prefault(1)
        .describe('Share of the jobs, or of the runs of a stage, whose tasks fail so, such as 5%.'),
      after: durationDistribution().describe(
        'How long a task runs until it fails; at the latest it fails just before it would be done.',
      ),
      launches: leaf(
        input => {
          if (input === 'every') return 'every' as const
          const reading = readWhole(input, 1)
          return typeof reading === 'number'
            ? reading
            : { ...reading, expected: `${reading.expected}, or every` }
        },
        { type: ['integer', 'string'], minimum: 1 },
      )
        .prefault('every')
        .describe(
          'every: the failure is permanent; a number: the first so many launches of the job fail, and no others.',
        ),
    })
    .meta({ id: 'fails' }),
)

/** Failures as a workload has them. */
export function failsSpec(written: z.output<ReturnType<typeof fails>> | undefined): { fails?: FailsSpec } {
  if (written === undefined) return {}
  const { share, after, launches } = written
  return { fails: { share, after, ...(launches !== 'every' && { launches }) } }
}
