/** Where a job stands with its scheduler. */
export const Standing = { Nowhere: 0, Queued: 1, Parked: 2, InHand: 3, BackingOff: 4 } as const
