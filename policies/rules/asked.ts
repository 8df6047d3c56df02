import type { PlaceRule, Rule } from '../../sim/contracts.ts'
import { ALLOWED } from '../../sim/world/reasons.ts'

/** A rule out of one that has nothing to prepare: it is asked for every machine anew. */
export function asked(rule: PlaceRule): Rule {
  const { name, reason, helpedBy } = rule
  return {
    name,
    reads: 'decision',
    ...(rule.reach !== undefined && { reach: machines => rule.reach!(machines) }),
    helpedBy: helpedBy.includes('task-ended') ? 'task-ended' : 'nothing',
    prepare(job, claims, world) {
      const against = world.reasons.number(reason)
      return { allows: machine => (rule.allows(machine, job, claims, world) ? ALLOWED : against) }
    },
  }
}
