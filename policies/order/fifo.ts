import type { OrderPolicy } from '../../sim/contracts.ts'

/**
 * First come, first served: the queue's own order, that of submission. A stage of a pipeline counts as submitted when its
 * parents are done. A job that comes back, because its machine was lost or a task failed, stands where it stood; only
 * what is tried again under `when-blocked: retry` goes to the back.
 */
export const fifo: OrderPolicy = {
  name: 'fifo',
  isSteady: true,
  compare: () => 0,
}
