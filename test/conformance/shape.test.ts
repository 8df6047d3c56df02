/**
 * Malformed cases are answered with sentences, whatever is wrong with them, and in no time.
 */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { adapterOf } from '../../conformance/adapters.ts'
import { type CaseSet, readCases } from '../../conformance/cases.ts'
import { judge } from '../../conformance/judge.ts'

const FOLDER = '../shared/conformance'

async function reasonOf(system: string, input: Readonly<Record<string, unknown>>, expected: unknown = {}) {
  const file = { path: 'mine.json', name: 'mine', system, fields: {} }
  const [judgement] = await judge({ file, cases: [{ system, case: { id: '1', input, expected } }] })
  return judgement!.reason
}

describe('a malformed case', () => {
  it('of Marathon is told all that is wrong with it', async () => {
    const reason = await reasonOf('marathon', { instances: 'many', scaleTo: 0.5, killSelection: 'OLDEST' })
    expect(reason).toBe(
      'input.instances: found "many", expected a list; input.scaleTo: found 0.5, expected a whole number from -100000 to 100000; ' +
        'input.killSelection: found "OLDEST", expected YOUNGEST_FIRST or OLDEST_FIRST; correct the case.',
    )
  })

  it('of Marathon that would go on for ever is refused', async () => {
    const base = { matchers: 1, maxParallelOffers: 1, maxQueuedOffers: 1, offersAtMillis: [0] }
    expect(await reasonOf('marathon', { ...base, offerMatchingTimeoutMillis: 0 })).toBe(
      'input.offerMatchingTimeoutMillis: found 0, expected a number from 1 to 1000000; correct the case.',
    )
    expect(await reasonOf('marathon', { ...base, advanceMillis: 1e300 })).toContain('input.advanceMillis')
  })

  it('of Marathon may name offers in any order', async () => {
    const input = {
      ...{ matchers: 1, maxParallelOffers: 1, maxQueuedOffers: 100, offerMatchingTimeoutMillis: 10 },
      offersAtMillis: [10, 0, 0],
    }
    // The second is matched, the third waits from 0 and the first from 10.
    const expected = { declinedAtMillis: { 1: 20, 3: 10 }, stillMatching: [2] }
    expect(await reasonOf('marathon', input, expected)).toBeNull()
  })

  it('of the allocator names the step', async () => {
    const steps = [{ op: 'addAgent', agent: 'a', resources: 5 }]
    expect(await reasonOf('allocator', { steps }, [])).toBe(
      'input.steps.0.resources: found 5, expected a text; correct the case.',
    )
    expect(await reasonOf('allocator', { steps: [{ op: 'advance', seconds: 1e300 }] }, [])).toContain(
      'input.steps.0.seconds: found 1e+300, expected a number from 0 to',
    )
    expect(
      await reasonOf('allocator', { config: { allocationIntervalSeconds: 0 }, steps: [] }, []),
    ).toContain('input.config.allocationIntervalSeconds')
  })

  it('of the allocator is told what is wrong with all of its steps', async () => {
    const steps = [{ op: 'addAgent', resources: 5 }, { op: 'advance' }]
    expect(await reasonOf('allocator', { steps }, [])).toBe(
      'input.steps.0.agent: found nothing, expected a text; input.steps.0.resources: found 5, expected a text; ' +
        'input.steps.1.seconds: found nothing, expected a number from 0 to 10000000; correct the case.',
    )
  })

  it('is not asked with a field beside its steps, in its config or of a place that nobody reads', async () => {
    expect(await reasonOf('allocator', { steps: [], conf: {} }, [])).toBe(
      'input has `conf`, which is not modelled.',
    )
    expect(await reasonOf('allocator', { steps: [], config: { intervalSeconds: 1 } }, [])).toBe(
      'input.config has `intervalSeconds`, which is not modelled.',
    )
    expect(await reasonOf('sorter', { sorter: 'drf', steps: [], exclude: ['gpus'] }, [])).toBe(
      'input has `exclude`, which is not modelled.',
    )
    const constraint = { constraint: ['rack', 'UNIQUE'], offer: { hostname: 'h', atributes: [] }, placed: [] }
    expect(await reasonOf('marathon', constraint, { matches: true })).toContain('`atributes`')
    const placed = { constraint: ['rack', 'UNIQUE'], offer: {}, placed: [{ host: 'h' }] }
    expect(await reasonOf('marathon', placed, { matches: true })).toContain('`host`')
  })

  it('of the allocator with a field that no step has is not modelled', async () => {
    const steps = [{ op: 'addFramework', framework: 'f', rolls: ['r'] }]
    expect(await reasonOf('allocator', { steps }, [])).toBe(
      'input.steps.0 has `rolls`, which is not modelled.',
    )
  })

  it('of fair division says in what its fields do not go together', async () => {
    const demandPerTask = { A: { gpu: 1 }, B: { cpu: 0 } }
    const input = { total: { cpu: 9 }, demandPerTask, tieBreak: ['A'], weights: { C: 2 } }
    expect(await reasonOf('drf', input)).toBe(
      'input.demandPerTask.A: found gpu, expected resources of the total; ' +
        'input.demandPerTask.B: found nothing that a task takes, expected an amount above 0; ' +
        'input.tieBreak: found A, expected every user once: A, B; input.weights: found C, expected users: A, B; correct the case.',
    )
    expect(await reasonOf('drf', { total: { cpu: 1e9 }, demandPerTask: { A: { cpu: 0.001 } } })).toBe(
      'input.total: found room for 1000000000000 tasks, expected 100000 at most; correct the case.',
    )
    expect(await reasonOf('drf', { total: 5, demandPerTask: {} })).toBe(
      'input.total: found 5, expected a map; correct the case.',
    )
    expect(await reasonOf('drf', { total: { cpu: 1 }, demandPerTask: {}, wieghts: {} })).toBe(
      'input has `wieghts`, which is not modelled.',
    )
    const each = { total: { cpu: 1 }, demandPerTask: { A: { cpu: 1 } }, weights: { A: { cpu: 2 } } }
    expect(await reasonOf('drf', { ...each, policy: 'ceei' })).toContain('CEEI divides incomes')
    expect(await reasonOf('drf', each, { tasks: { A: 1 } })).toBeNull()
  })

  it('of Kafka has numbers where numbers stand', async () => {
    expect(await reasonOf('kafka-mesos', { offeredPorts: 'many' })).toBe(
      'The case has the ports "many", expected 9092 or 9092..9100; correct it.',
    )
    expect(await reasonOf('kafka-mesos', { broker: {}, offer: 'cpus:lots' })).toBe(
      'The case has "cpus:lots", expected a number behind the colon; correct it.',
    )
  })

  it('of Kubernetes expects a map of answers', async () => {
    const input = { plugin: 'NodeName', kind: 'filter', args: {}, nodes: [], existingPods: [], pod: {} }
    for (const expected of [5, 'yes', ['x'], null])
      expect(await reasonOf('kubernetes', input, expected)).toBe(
        `The case expects ${JSON.stringify(expected)}, expected a map of answers; correct it.`,
      )
    const points = { plugin: 'NodeResourcesFit', kind: 'function', args: { points: [] } }
    expect(await reasonOf('kubernetes', points, {})).toContain(
      'expected.values: found nothing, expected a list',
    )
  })

  it('of the sorter names what is missing', async () => {
    expect(await reasonOf('sorter', { sorter: 'drf', steps: [{ op: 'add' }] }, [])).toBe(
      'input.steps.0.client: found nothing, expected a text; correct the case.',
    )
    expect(await reasonOf('sorter', { sorter: 'random', runs: 1e300, weights: {} }, {})).toContain(
      'input.runs: found 1e+300, expected a whole number from 1 to 100000',
    )
  })
})

describe('a malformed case of a system whose `op` says what it asks', () => {
  it('is told what is wrong with it', async () => {
    expect(await reasonOf('chronos', { op: 'revive', requests: 1e9 })).toBe(
      'input.requests: found 1000000000, expected a whole number from 0 to 100000; ' +
        'input.minReviveOffersIntervalMillis: found nothing, expected a number from 0 to 1000000000000000; correct the case.',
    )
    expect(await reasonOf('metronome', { op: 'trigger', activeRuns: -1 })).toBe(
      'input.activeRuns: found -1, expected a whole number from 0 to 100000; correct the case.',
    )
    expect(await reasonOf('chronos', { schedule: 'R//P1D' })).toBe('Chronos is not asked this: no op.')
  })

  it('does not go on for ever', async () => {
    const at = { now: '2016-02-29T00:00:00Z', epsilonSeconds: 60, horizonSeconds: 60 }
    const schedule = 'R/2016-01-30T00:00:00Z/P1M-30D'
    expect(await reasonOf('chronos', { op: 'iteration', schedule, ...at })).toContain(
      'leads to no later time from some dates',
    )
    const many = 'R1000000000/2012-01-01T00:00:00Z/P1D'
    expect(await reasonOf('chronos', { op: 'scheduleTails', schedule: many })).toContain(
      'The case has 1000000000 repetitions, expected 100000 at most',
    )
  })

  it('has no parents of a job that it does not name', async () => {
    const input = { op: 'dependencies', jobs: [], events: [{ event: 'setParents', job: 'a', parents: [] }] }
    expect(await reasonOf('chronos', input)).toBe(
      'The event names the job a, which the case does not have; correct it.',
    )
  })

  it('has a job that can be read', async () => {
    expect(await reasonOf('metronome', { op: 'run', run: { cpus: 'many' } })).toContain(
      'The case has a job that cannot be read: run.cpus: found "many"',
    )
  })
})

describe('a malformed case of other systems', () => {
  it('of Kafka is told what is wrong with it', async () => {
    expect(await reasonOf('kafka-mesos', { delaySeconds: 1, failures: 1e9 })).toBe(
      'input.failures: found 1000000000, expected a whole number from 0 to 100000; correct the case.',
    )
  })

  it('of Kubernetes is told what is wrong with its args', async () => {
    const input = { kind: 'less', args: { p1: { priority: 1 } } }
    expect(await reasonOf('kubernetes', input)).toContain('input.args.p2: found nothing, expected')
  })
})

/** Every field of the first cases of a file in turn, with what does not belong there. */
const STRANGE = [null, 'banana', -3, 1.5, [], {}, true, [null], 1e300]

function* malformed(input: unknown): Generator<Readonly<Record<string, unknown>>> {
  for (const path of pathsOf(input, []))
    for (const strange of STRANGE) {
      const copy = structuredClone(input) as Record<string, unknown>
      const above = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as never, copy)
      above[path.at(-1)!] = strange
      yield copy
    }
}

function* pathsOf(value: unknown, path: readonly string[]): Generator<readonly string[]> {
  if (path.length > 0) yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) yield* pathsOf(inner, [...path, key])
}

/** Cases of a file whose fields are changed. */
const CHANGED = 3
const STEPS = 4

/** The first cases, and of those whose `op` says what they ask, the first of each. */
function firstOfEach(cases: CaseSet['cases']): CaseSet['cases'] {
  const first = cases.slice(0, CHANGED)
  const ops = new Set(first.map(({ case: { input } }) => input['op']))
  const others = cases.filter(({ case: { input } }) => {
    const isNew = !ops.has(input['op'])
    ops.add(input['op'])
    return isNew
  })
  return [...first, ...others]
}

describe.skipIf(!existsSync(FOLDER))('cases with anything anywhere', () => {
  const sets = existsSync(FOLDER)
    ? readCases([`${FOLDER}/dcos`, `${FOLDER}/others/kafka-mesos.json`]).filter(({ file }) =>
        /^(marathon|sorter|allocator|chronos|metronome|kafka)/.test(file.name),
      )
    : []
  it.each(sets.map(set => [set.file.name, set] as const))('%s', async (_, { file, cases }) => {
    for (const { system, case: asked } of firstOfEach(cases)) {
      const { input, expected, id } = asked
      const steps = input['steps']
      const short = Array.isArray(steps) ? { ...input, steps: steps.slice(0, STEPS) } : input
      expect(adapterOf(system)).toBeDefined()
      for (const changed of malformed(short)) {
        const [judgement] = await judge({ file, cases: [{ system, case: { id, input: changed, expected } }] })
        const reason = judgement!.reason ?? ''
        // What JavaScript says of its own mistakes.
        expect(reason, JSON.stringify(changed)).not.toMatch(
          /Cannot |is not a function|is not iterable|undefined/,
        )
      }
    }
  })
})
