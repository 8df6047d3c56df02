import type { OrderPolicy } from '../../sim/contracts.ts'

/** First come, first served: the order of queueing alone. */
export const fifo: OrderPolicy = {
  name: 'fifo',
  compare: () => 0,
}
