import type { Rule } from '../../sim/contracts.ts'
import { ALLOWED, Next } from '../../sim/world/reasons.ts'

/**
 * The last part of the machines is never used: how picky a job is, in the Omega simulator ("blacklist"), where the
 * same highest-numbered machines are excluded for every job and scheduler, and never drawn.
 */
export function avoidLast(fraction: number): Rule {
  const reach = (machines: number) => machines - Math.floor(machines * fraction)
  return {
    name: 'avoid-last',
    reads: 'machine',
    helpedBy: 'nothing',
    reach,
    prepare(_job, _claims, { machines, reasons }) {
      const first = reach(machines.count)
      const last = reasons.number(`the machine is one of the last ${100 * fraction} %`, Next.NeverHere)
      return { allows: machine => (machine < first ? ALLOWED : last) }
    },
  }
}
