import type { BackfillPolicy, OrderPolicy } from '../../sim/contracts.ts'
import type { Guard } from './guard.ts'

const COMPARISON = 'a number: negative when the first job goes before the second'

/** An order of a user's, with every call checked. */
export function guardedOrder(order: OrderPolicy, guard: Guard): OrderPolicy {
  const { name, dynamic, keepsHead, backfill, planDepth } = order
  return {
    name,
    ...(dynamic === undefined ? {} : { dynamic }),
    ...(keepsHead === undefined ? {} : { keepsHead }),
    ...(planDepth === undefined ? {} : { planDepth }),
    ...(backfill === undefined ? {} : { backfill: guardedBackfill(backfill, guard) }),
    ...(order.passBegins && {
      passBegins: world => {
        try {
          order.passBegins!(guard.world(world))
        } catch (error) {
          throw guard.threw('order.passBegins', error, world)
        }
      },
    }),
    ...(order.headStarted && {
      headStarted: (job, tasks, world) => {
        try {
          order.headStarted!(job, tasks, guard.world(world))
        } catch (error) {
          throw guard.threw('order.headStarted', error, world)
        }
      },
    }),
    compare: guardedCompare((a, b, world) => order.compare(a, b, world), 'order.compare', guard),
  }
}

function guardedCompare(
  compare: OrderPolicy['compare'],
  method: string,
  guard: Guard,
): OrderPolicy['compare'] {
  return (a, b, world) => {
    let answer: number
    try {
      answer = compare(a, b, guard.world(world))
    } catch (error) {
      throw guard.threw(method, error, world)
    }
    if (typeof answer === 'number' && !Number.isNaN(answer)) return answer
    throw guard.nonsense(method, answer, COMPARISON, world)
  }
}

function guardedBackfill(backfill: BackfillPolicy, guard: Guard): BackfillPolicy {
  return {
    ...(backfill.compare && {
      compare: guardedCompare(
        (a, b, world) => backfill.compare!(a, b, world),
        'order.backfill.compare',
        guard,
      ),
    }),
    reserve(head, shadow, spareCpuMilli, spareMemoryMiB, world) {
      try {
        backfill.reserve(head, shadow, spareCpuMilli, spareMemoryMiB, guard.world(world))
      } catch (error) {
        throw guard.threw('order.backfill.reserve', error, world)
      }
    },
    mayPass(job, world, tasks) {
      let answer: boolean
      try {
        answer = backfill.mayPass(job, guard.world(world), tasks)
      } catch (error) {
        throw guard.threw('order.backfill.mayPass', error, world)
      }
      if (typeof answer === 'boolean') return answer
      throw guard.nonsense('order.backfill.mayPass', answer, 'true or false', world)
    },
    passed(job, tasks, world) {
      try {
        backfill.passed(job, tasks, guard.world(world))
      } catch (error) {
        throw guard.threw('order.backfill.passed', error, world)
      }
    },
  }
}
