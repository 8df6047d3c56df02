import type { SharePolicy } from '../../sim/contracts.ts'

/** No framework is preferred: all jobs stand in one queue. */
export const fifoShare: SharePolicy = {
  name: 'fifo',
  reads: 'framework',
  share: () => 0,
}
