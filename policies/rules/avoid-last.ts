import type { PlaceRule } from '../../sim/contracts.ts'

/**
 * The last part of the machines is never used: how picky a job is, in the Omega simulator ("blacklist"), where the
 * same highest-numbered machines are excluded for every job and scheduler.
 */
export function avoidLast(fraction: number): PlaceRule {
  return {
    name: 'avoid-last',
    reason: `the machine is one of the last ${100 * fraction} %`,
    helpedBy: ['nothing'],
    allows: (machine, _job, _claims, { machines }) =>
      machine < machines.count - Math.floor(machines.count * fraction),
  }
}
