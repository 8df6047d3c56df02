import { systems } from '../../systems/catalogue.ts'
import type { FrameworkSpec, SystemSpec } from '../../systems/generic/spec.ts'
import type { MetronomeSpec } from '../../systems/metronome/spec.ts'

/** The Metronome of a system, for all classes of jobs; others before it. It kills without grace unless told. */
export function metronomeOf(
  name: 'metronome-0.1' | 'metronome-head',
  changes: Partial<MetronomeSpec> = {},
  others: readonly FrameworkSpec[] = [],
): SystemSpec {
  const base = systems[name]!
  const metronome = base.frameworks.find(framework => framework.name === 'metronome') as MetronomeSpec
  const frameworks = [...others, { ...metronome, takes: ['*'], killGrace: 0, ...changes }]
  return { name, ...base, frameworks }
}
