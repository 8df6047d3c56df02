/**
 * A user's policy with every call checked: what it throws and what nonsense it answers become sentences.
 *
 * The guard adds a comparison or two to a call, and nothing to what a policy computes.
 */
import type { PlacementPolicy, PlaceRule, PlaceScore, Policy, SharePolicy } from '../../sim/contracts.ts'
import type { MachineId } from '../../sim/world/handles.ts'
import type { ReadableView, ReadableWorld } from '../../sim/world/readable.ts'
import { Guard } from './guard.ts'
import { guardedOrder } from './guarded-order.ts'
import type { PolicyModule } from './policy-module.ts'
import type { ShownOptions } from './shown.ts'

/**
 * Wraps the policies of a module so that each mistake is a PolicyError which names file, method and simulated time.
 * `path` is how messages call the file. What a policy is shown it can only read.
 */
export function guardPolicy(module: PolicyModule, path: string, options: ShownOptions = {}): PolicyModule {
  const guard = new Guard(path, module.thrownAt, options)
  const { order, place, score, rule, share } = module
  return {
    thrownAt: module.thrownAt,
    ...(order && { order: { ...guardedStart('order', order, guard), ...guardedOrder(order, guard) } }),
    ...(place && { place: { ...guardedStart('place', place, guard), ...guardedPlace(place, guard) } }),
    ...(score && { score: { ...guardedStart('score', score, guard), ...guardedScore(score, guard) } }),
    ...(rule && { rule: { ...guardedStart('rule', rule, guard), ...guardedRule(rule, guard) } }),
    ...(share && { share: { ...guardedStart('share', share, guard), ...guardedShare(share, guard) } }),
  }
}

function guardedStart(role: string, policy: Policy, guard: Guard): Pick<Policy, 'start'> {
  if (policy.start === undefined) return {}
  return {
    start(self, world) {
      try {
        policy.start!(self, guard.world(world))
      } catch (error) {
        throw guard.threw(`${role}.start`, error, world)
      }
    },
  }
}

function guardedPlace(policy: PlacementPolicy, guard: Guard): PlacementPolicy {
  return {
    name: policy.name,
    place(view, job, count, claims, world) {
      const before = claims.count
      let placed: number
      try {
        placed = policy.place(guard.view(view), job, count, guard.claims(claims), guard.world(world))
      } catch (error) {
        throw guard.threw('place', error, world)
      }
      const claimed = claims.count - before
      if (placed !== claimed || claimed > count) {
        const expected = `the number of claims that it made (${claimed}), at most the ${count} asked for`
        throw guard.nonsense('place', placed, expected, world)
      }
      for (let i = before; i < claims.count; i++) {
        const machine = claims.machine[i]!
        if (!(machine >= 0 && machine < world.machines.count)) {
          const expected = `machines from 0 to ${world.machines.count - 1}`
          throw guard.mistake('place', `claimed machine ${machine}`, expected, world)
        }
        if (claims.job[i] !== job) {
          throw guard.mistake('place', `claimed for job ${claims.job[i]}`, `claims for job ${job}`, world)
        }
        if (isOverfull(view, machine)) {
          throw guard.mistake(
            'place',
            `claimed more on machine ${machine} than fits`,
            'claims that fit',
            world,
          )
        }
        if (!mayEverHold(machine, world.jobs.extra[job]!, world)) {
          const expected = 'machines that have what it asks for: view.fits and machines.suits say so'
          const did = `claimed machine ${machine}, which lacks a resource or an attribute that job ${world.jobs.id[job]} needs`
          throw guard.mistake('place', did, expected, world)
        }
      }
      return placed
    },
  }
}

/** Was more claimed on the machine than was free, of cores, memory or any named resource? */
function isOverfull({ freeCpuMilli, freeMemoryMiB, freeAmounts }: ReadableView, machine: MachineId): boolean {
  return (
    freeCpuMilli[machine]! < 0 || freeMemoryMiB[machine]! < 0 || freeAmounts.some(free => free[machine]! < 0)
  )
}

/** Has the machine the named resources and the attributes, were it empty? */
function mayEverHold(machine: MachineId, extra: number, { machines }: ReadableWorld): boolean {
  return machines.hasEver(machine, extra) && machines.suits(machine, extra)
}

function guardedScore(policy: PlaceScore, guard: Guard): PlaceScore {
  return {
    name: policy.name,
    score(view, machine, job, world) {
      let answer: number
      try {
        answer = policy.score(guard.view(view), machine, job, guard.world(world))
      } catch (error) {
        throw guard.threw('score', error, world)
      }
      if (typeof answer === 'number' && answer >= 0 && answer <= 100) return answer
      throw guard.nonsense('score', answer, 'a number from 0 (worst) to 100 (best)', world)
    },
  }
}

function guardedRule(rule: PlaceRule, guard: Guard): PlaceRule {
  const { name, reason, helpedBy } = rule
  return {
    name,
    reason,
    helpedBy,
    ...(rule.reach && { reach: guardedReach(rule, guard) }),
    allows(machine, job, claims, world) {
      let answer: boolean
      try {
        answer = rule.allows(machine, job, guard.claims(claims), guard.world(world))
      } catch (error) {
        throw guard.threw('rule.allows', error, world)
      }
      if (typeof answer === 'boolean') return answer
      throw guard.nonsense('rule.allows', answer, 'true or false', world)
    },
  }
}

function guardedReach(rule: PlaceRule, guard: Guard): (machines: number) => number {
  return machines => {
    let answer: number
    try {
      answer = rule.reach!(machines)
    } catch (error) {
      throw guard.threw('rule.reach', error)
    }
    if (Number.isInteger(answer) && answer >= 0 && answer <= machines) return answer
    throw guard.nonsense('rule.reach', answer, `a whole number from 0 to ${machines}, the number of machines`)
  }
}

function guardedShare(policy: SharePolicy, guard: Guard): SharePolicy {
  return {
    name: policy.name,
    share(framework, world) {
      let answer: number
      try {
        answer = policy.share(framework, guard.world(world))
      } catch (error) {
        throw guard.threw('share', error, world)
      }
      if (typeof answer === 'number' && !Number.isNaN(answer)) return answer
      throw guard.nonsense('share', answer, 'a number; the smallest goes first', world)
    },
  }
}
