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
  for (const [i, { repeat, timezone = '', concurrent }] of spec.repeated.entries()) {
    const at = ['repeated', i, 'repeat']
    const parsed = yield* readOrFaults(framework, at, where =>
      parseRepeat(repeat, timezone, starts ?? 0, where),
    )
    const fault = parsed === undefined ? null : repeatFault(parsed)
    if (fault !== null)
      yield { framework, at, found: `"${repeat}", ${fault}`, expected: 'a schedule that can be kept' }
    if (kind === 'chronos' && concurrent !== undefined)
      yield {
        framework,
        at: ['repeated', i, 'concurrent'],
        about: 'key',
        found: 'whether tasks may run beside each other',
        expected: 'nothing: Chronos 2.4 always lets them',
        remedy: 'take kind: chronos-3',
      }
  }
}
