/**
 * The load of an experiment: a share of the cluster's cores, or of a cluster that stays the same when the machines vary.
 */
import * as z from 'zod'
import type { AxisValue } from '../plan.ts'
import { type Complaint, describe, sentence } from './faults.ts'
import { complain, either, leaf } from './quantities.ts'
import { perCent, ratioSchema, readRatio } from './ratios.ts'
import { readNumber } from './units.ts'
import type { Report } from './validation.ts'

/** The cluster that a load is a share of, where it is not the one of the run. */
export type Reference = { readonly machines: number } | { readonly cores: number }

export interface Load {
  readonly share: number
  readonly of?: Reference
}

const expectedShare = 'a share above 0 and at most 1, such as 0.8 or 80%'

/** A load that a cluster can carry; a larger one must say so, since 80 is mostly meant for 80 %. */
function readShare(input: unknown): number | Complaint {
  const share = readRatio(input, expectedShare)
  if (typeof share !== 'number' || share <= 1) return share
  const found = describe(input)
  const over = perCent(input) === undefined ? String(input) : String(input).replaceAll(' ', '')
  const meant = share > 2 && perCent(input) === undefined ? `write ${share}% if that is meant; ` : ''
  const remedy = `${meant}above 1 the queue grows as long as jobs arrive: if that is what you want to see, write { over: ${over} }`
  return { found, expected: expectedShare, remedy }
}

function readOver(input: unknown): number | Complaint {
  const expected = 'more than 1, such as 1.2 or 120%'
  const share = readRatio(input, expected)
  if (typeof share !== 'number' || share > 1) return share
  return { found: describe(input), expected, remedy: `write is: ${String(input).replaceAll(' ', '')}` }
}

function readReference(input: unknown): Reference | Complaint {
  const parts = typeof input === 'string' ? /^\s*(\d+(?:\.\d+)?)\s+(machines?|cores?)\s*$/.exec(input) : null
  const count = Number(parts?.[1])
  const whole = parts?.[2]?.startsWith('core') || Number.isInteger(count)
  if (parts === null || !(count > 0) || !whole)
    return { found: describe(input), expected: 'a number of machines or cores, such as 40 machines' }
  return parts[2]!.startsWith('core') ? { cores: count } : { machines: count }
}

const shareSchema = { ...ratioSchema, maximum: 1 }

const share = () => leaf(readShare, shareSchema)

const map = () =>
  z.strictObject({
    is: share().optional().describe('The load, at most 1: 0.8 or 80%.'),
    over: leaf(readOver, { ...ratioSchema, exclusiveMinimum: 1 })
      .optional()
      .describe('A load above 1, under which the queue grows as long as jobs arrive.'),
    of: leaf(readReference, { type: 'string', pattern: '^\\s*[\\d.]+\\s+(machines?|cores?)\\s*$' })
      .optional()
      .describe(
        'The cluster that it is a share of, such as 40 machines or 640 cores; left out: the cluster of the run.',
      ),
  })

/** A share, or a map that says more. */
export const load = () =>
  either('a share such as 0.8 or 80%, or a map with is or over, and of', [
    leaf((input): Load | Complaint => {
      const value = readShare(input)
      return typeof value === 'number' ? { share: value } : value
    }, shareSchema),
    map().transform(({ is, over, of }, context): Load => {
      if ((is === undefined) === (over === undefined)) {
        complain(context, undefined, {
          found: is === undefined ? 'neither is nor over' : 'is and over',
          expected: 'one of them',
          remedy: is === undefined ? 'write { is: 80%, of: 40 machines }' : 'delete one',
        })
        return z.NEVER
      }
      return { share: (is ?? over)!, ...(of === undefined ? {} : { of }) }
    }),
  ])

const { exclusiveMinimum: _, ...rest } = ratioSchema

/** By how much a workload grows: 0 or more, plain or in per cent. */
export const growth = () =>
  leaf(
    (input): number | Complaint => {
      const expected = 'a number of at least 0, such as 0.1 or 10%'
      const reading = readNumber(perCent(input) ?? input, expected, { zero: true })
      return typeof reading === 'number' ? reading : { found: describe(input), expected }
    },
    { ...rest, minimum: 0 },
  )

/** Values of an axis of loads as reports show them: numbers, unless they are shares of different clusters. */
export function loadLabels(raw: readonly unknown[]): (AxisValue | undefined)[] {
  const maps = raw.map(each =>
    typeof each === 'object' && each !== null ? (each as z.input<ReturnType<typeof map>>) : {},
  )
  const several = new Set(maps.map(({ of }) => of)).size > 1
  return raw.map((each, i) => {
    const { is, over, of } = maps[i]!
    const written = is ?? over ?? each
    const value = perCent(written) ?? written
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
    return several && of !== undefined ? `${value} of ${String(of)}` : value
  })
}

/**
 * Thousandths of a core of the cluster that the load is a share of; undefined where it is the run's own, or where the
 * machines do not say how many cores one has, which is reported.
 */
export function referenceCpuMilli(
  { of }: Load,
  machines: readonly { readonly cpu: number }[] | undefined,
  report: Report,
): number | undefined {
  if (of === undefined || machines === undefined) return undefined
  if ('cores' in of) return of.cores * 1000
  const [cpuMilli, ...others] = new Set(machines.map(({ cpu }) => cpu))
  if (others.length === 0) return of.machines * cpuMilli!
  report(
    ['load', 'of'],
    sentence({
      found: `${of.machines} machines, where machines differ in their cores`,
      expected: 'cores',
      remedy: 'write of: 640 cores, with the number that you mean',
    }),
  )
  return undefined
}
