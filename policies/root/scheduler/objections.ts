import { EVERYWHERE, type Rule } from '../../../sim/contracts.ts'
import type { Objections } from '../../../sim/measure/probe.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { ALLOWED } from '../../../sim/world/reasons.ts'
import type { World } from '../../../sim/world/world.ts'

/** What the rules say of a job, for who listens: nothing of it is counted. */
export function objectionsOf(rules: readonly Rule[], world: World): Objections {
  const noClaims = new Claims()
  return job => {
    const checks = rules.map(rule => rule.prepare(job, noClaims, world)).filter(check => check !== EVERYWHERE)
    return machine => {
      for (const check of checks) {
        const reason = check.allows(machine)
        if (reason !== ALLOWED) return reason
      }
      return ALLOWED
    }
  }
}
