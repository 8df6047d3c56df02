/**
 * A user's policy with every call checked: what it throws and what nonsense it answers become sentences.
 *
 * The guard adds a comparison or two to a call, and nothing to what a policy computes.
 */

import type {
  BackfillPolicy,
  OrderPolicy,
  PlacementPolicy,
  PlaceRule,
  PlaceScore,
  SharePolicy,
} from '../../sim/contracts.ts'
import { inSeconds } from '../../sim/engine/time.ts'
import { PolicyError } from '../../sim/errors.ts'
import type { World } from '../../sim/world/world.ts'
import { quoted, shown } from './foreign-value.ts'
import type { PolicyModule } from './policy-module.ts'

/** Says what a policy did, where and when. */
class Guard {
  readonly #path: string
  readonly #thrownAt: (error: unknown) => string

  constructor(path: string, thrownAt: (error: unknown) => string) {
    this.#path = path
    this.#thrownAt = thrownAt
  }

  threw(method: string, error: unknown, cluster?: World): PolicyError {
    return new PolicyError(`${this.#thrownAt(error)}: ${method} threw ${quoted(error)}${when(cluster)}`)
  }

  nonsense(method: string, answer: unknown, expected: string, cluster?: World): PolicyError {
    return this.mistake(method, `returned ${shown(answer)}`, expected, cluster)
  }

  mistake(method: string, did: string, expected: string, cluster?: World): PolicyError {
    return new PolicyError(`${this.#path}: ${method} ${did}${when(cluster)}, expected ${expected}`)
  }
}

const when = (cluster?: World) =>
  cluster === undefined ? '' : ` at simulated time ${inSeconds(cluster.now)} s`

/**
 * Wraps the policies of a module so that each mistake is a PolicyError which names file, method and simulated time.
 * `path` is how messages call the file.
 */
export function guardPolicy(module: PolicyModule, path: string): PolicyModule {
  const guard = new Guard(path, module.thrownAt)
  const { order, place, score, rule, share } = module
  return {
    thrownAt: module.thrownAt,
    ...(order && { order: guardedOrder(order, guard) }),
    ...(place && { place: guardedPlace(place, guard) }),
    ...(score && { score: guardedScore(score, guard) }),
    ...(rule && { rule: guardedRule(rule, guard) }),
    ...(share && { share: guardedShare(share, guard) }),
  }
}

const COMPARISON = 'a number: negative when the first job goes before the second'

function guardedOrder(order: OrderPolicy, guard: Guard): OrderPolicy {
  const { name, dynamic, backfill } = order
  return {
    name,
    ...(dynamic === undefined ? {} : { dynamic }),
    ...(backfill === undefined ? {} : { backfill: guardedBackfill(backfill, guard) }),
    compare: guardedCompare((a, b, cluster) => order.compare(a, b, cluster), 'order.compare', guard),
  }
}

function guardedCompare(
  compare: OrderPolicy['compare'],
  method: string,
  guard: Guard,
): OrderPolicy['compare'] {
  return (a, b, cluster) => {
    let answer: number
    try {
      answer = compare(a, b, cluster)
    } catch (error) {
      throw guard.threw(method, error, cluster)
    }
    if (typeof answer === 'number' && !Number.isNaN(answer)) return answer
    throw guard.nonsense(method, answer, COMPARISON, cluster)
  }
}

function guardedBackfill(backfill: BackfillPolicy, guard: Guard): BackfillPolicy {
  return {
    ...(backfill.compare === undefined
      ? {}
      : {
          compare: guardedCompare(
            (a, b, cluster) => backfill.compare!(a, b, cluster),
            'order.backfill.compare',
            guard,
          ),
        }),
    reserve(head, shadow, spareCpuMilli, spareMemoryMiB) {
      try {
        backfill.reserve(head, shadow, spareCpuMilli, spareMemoryMiB)
      } catch (error) {
        throw guard.threw('order.backfill.reserve', error)
      }
    },
    mayPass(job, cluster) {
      let answer: boolean
      try {
        answer = backfill.mayPass(job, cluster)
      } catch (error) {
        throw guard.threw('order.backfill.mayPass', error, cluster)
      }
      if (typeof answer === 'boolean') return answer
      throw guard.nonsense('order.backfill.mayPass', answer, 'true or false', cluster)
    },
    passed(job, tasks, cluster) {
      try {
        backfill.passed(job, tasks, cluster)
      } catch (error) {
        throw guard.threw('order.backfill.passed', error, cluster)
      }
    },
  }
}

function guardedPlace(policy: PlacementPolicy, guard: Guard): PlacementPolicy {
  return {
    name: policy.name,
    place(view, job, count, claims, cluster) {
      const before = claims.count
      let placed: number
      try {
        placed = policy.place(view, job, count, claims, cluster)
      } catch (error) {
        throw guard.threw('place', error, cluster)
      }
      const claimed = claims.count - before
      if (placed !== claimed || claimed > count) {
        const expected = `the number of claims that it made (${claimed}), at most the ${count} asked for`
        throw guard.nonsense('place', placed, expected, cluster)
      }
      for (let i = before; i < claims.count; i++) {
        const machine = claims.machine[i]!
        if (!(machine >= 0 && machine < cluster.machines.count)) {
          const expected = `machines from 0 to ${cluster.machines.count - 1}`
          throw guard.mistake('place', `claimed machine ${machine}`, expected, cluster)
        }
        if (claims.job[i] !== job) {
          throw guard.mistake('place', `claimed for job ${claims.job[i]}`, `claims for job ${job}`, cluster)
        }
        if (view.freeCpuMilli[machine]! < 0 || view.freeMemoryMiB[machine]! < 0) {
          throw guard.mistake(
            'place',
            `claimed more on machine ${machine} than fits`,
            'claims that fit',
            cluster,
          )
        }
      }
      return placed
    },
  }
}

function guardedScore(policy: PlaceScore, guard: Guard): PlaceScore {
  return {
    name: policy.name,
    score(view, machine, job, cluster) {
      let answer: number
      try {
        answer = policy.score(view, machine, job, cluster)
      } catch (error) {
        throw guard.threw('score', error, cluster)
      }
      if (typeof answer === 'number' && answer >= 0 && answer <= 100) return answer
      throw guard.nonsense('score', answer, 'a number from 0 (worst) to 100 (best)', cluster)
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
    allows(machine, job, claims, cluster) {
      let answer: boolean
      try {
        answer = rule.allows(machine, job, claims, cluster)
      } catch (error) {
        throw guard.threw('rule.allows', error, cluster)
      }
      if (typeof answer === 'boolean') return answer
      throw guard.nonsense('rule.allows', answer, 'true or false', cluster)
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
    share(framework, cluster) {
      let answer: number
      try {
        answer = policy.share(framework, cluster)
      } catch (error) {
        throw guard.threw('share', error, cluster)
      }
      if (typeof answer === 'number' && !Number.isNaN(answer)) return answer
      throw guard.nonsense('share', answer, 'a number; the smallest goes first', cluster)
    },
  }
}
