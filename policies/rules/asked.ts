import type { PlaceRule, Rule } from '../../sim/contracts.ts'
import { ALLOWED } from '../../sim/world/reasons.ts'

/** A rule out of one that has nothing to prepare: it is asked for every machine anew. */
export function asked({ name, reason, helpedBy, allows }: PlaceRule): Rule {
  return {
    name,
    reads: 'decision',
    helpedBy: helpedBy.includes('task-ended') ? 'task-ended' : 'nothing',
    prepare(job, claims, world) {
      const against = world.reasons.number(reason)
      return { allows: machine => (allows(machine, job, claims, world) ? ALLOWED : against) }
    },
  }
}
