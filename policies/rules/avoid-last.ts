import type { PlaceRule } from '../../sim/contracts.ts'

/**
 * The last part of the machines is never used: how picky a job is, in the Omega simulator ("blacklist"), where the
 * same highest-numbered machines are excluded for every job and scheduler, and never drawn.
 */
export function avoidLast(fraction: number): PlaceRule {
  const reach = (machines: number) => machines - Math.floor(machines * fraction)
  return {
    name: 'avoid-last',
    reason: `the machine is one of the last ${100 * fraction} %`,
    helpedBy: ['nothing'],
    reach,
    allows: (machine, _job, _claims, { machines }) => machine < reach(machines.count),
  }
}
