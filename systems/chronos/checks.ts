/**
 * What does not go together in a Chronos, and in a Chronos on its root.
 */
import { parseInstant } from '../calendar/instant-text.ts'
import type { SystemFault } from '../definition.ts'
import type { RootSpec } from '../generic/spec.ts'
import { rulesBeside } from '../mesos/rules-beside.ts'
import { readOrFaults } from '../read-or-faults.ts'
import { parseRepeat, repeatFault } from './repeat.ts'
import type { ChronosSpec } from './spec.ts'

export function* checkChronos(spec: ChronosSpec, root: RootSpec): Iterable<SystemFault> {
  const { name: framework, kind, startsAt } = spec
  yield* rulesBeside(spec, root, {
    system: 'Chronos',
    asks: 'jobs',
    remedy: 'take the rules away, or the framework',
  })
  const starts = yield* readOrFaults(framework, ['starts-at'], where => parseInstant(startsAt, where))
  yield* checkParents(spec)
  for (const [i, { repeat, timezone = '', concurrent }] of spec.repeated.entries()) {
    const at = ['repeated', i, 'repeat']
    const parsed =
      repeat === undefined
        ? undefined
        : yield* readOrFaults(framework, at, where => parseRepeat(repeat, timezone, starts ?? 0, where))
    const fault = parsed === undefined ? null : repeatFault(parsed, kind === 'chronos' ? '2.4' : '3')
    if (fault !== null)
      yield { framework, at, found: `"${repeat}", ${fault}`, expected: 'a schedule that can be kept' }
    if (kind === 'chronos' && concurrent !== undefined)
      yield {
        framework,
        at: ['repeated', i, 'concurrent'],
        about: 'key',
        found: 'whether tasks may run beside each other',
        expected: 'nothing: Chronos 2.4 never lets them',
        remedy: 'take kind: chronos-3',
      }
  }
}

/** Every job by the clock has a schedule or parents, and these stand before it, so that there is no circle. */
function* checkParents({ name: framework, repeated }: ChronosSpec): Iterable<SystemFault> {
  const known: string[] = []
  for (const [i, { name, repeat, parents, timezone }] of repeated.entries()) {
    const at = ['repeated', i]
    if (repeat === undefined && parents === undefined)
      yield {
        framework,
        at,
        found: 'neither repeat nor parents',
        expected: 'one of the two',
        remedy: 'add repeat:',
      }
    if (parents !== undefined)
      for (const key of [repeat === undefined ? '' : 'repeat', timezone === undefined ? '' : 'timezone'])
        if (key !== '')
          yield {
            framework,
            at: [...at, key],
            about: 'key',
            found: `${key} beside parents`,
            expected: 'one of the two: a job runs by the clock or after others',
          }
    for (const [j, parent] of (parents ?? []).entries())
      if (!known.includes(parent))
        yield {
          framework,
          at: [...at, 'parents', j],
          found: `the parent "${parent}"`,
          expected:
            known.length === 0
              ? 'a job that stands before this one'
              : `a job that stands before this one: ${known.join(', ')}`,
          remedy: 'correct its name, or put it first',
        }
    if (name !== undefined && known.includes(name))
      yield { framework, at: [...at, 'name'], found: `"${name}" twice`, expected: 'every name once' }
    known.push(name ?? `clock-${i}`)
  }
}
