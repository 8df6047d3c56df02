/**
 * A cluster of divisible resources, and users who each want as many tasks of one kind as they can get: the setting in
 * which fair division is defined (Ghodsi et al., NSDI 2011).
 */
export interface Division<W extends Weight = Weight> {
  /** Of every resource. */
  readonly total: readonly number[]
  /** By user: what one task takes of every resource. */
  readonly demand: readonly (readonly number[])[]
  /** By user. */
  readonly weight: readonly W[]
}

/** A user of weight 2 is to have twice the share: of everything, or of every resource by a weight of its own (section 4.3 there). */
export type Weight = number | readonly number[]

/** How much of the cluster somebody has who holds this, by his weight; what is made equal. */
export type ShareOf = (held: readonly number[], total: readonly number[], weight?: Weight) => number

/** The largest part of any resource: what dominant resource fairness makes equal. */
export const dominantShare: ShareOf = (held, total, weight = 1) => {
  let share = 0
  for (let r = 0; r < total.length; r++)
    if (total[r]! > 0) share = Math.max(share, held[r]! / total[r]! / weightOf(weight, r))
  return share
}

/** The parts of all resources added up: what asset fairness makes equal (section 5.1 there). */
export const assetShare: ShareOf = (held, total, weight = 1) => {
  let share = 0
  for (let r = 0; r < total.length; r++)
    if (total[r]! > 0) share += held[r]! / total[r]! / weightOf(weight, r)
  return share
}

const weightOf = (weight: Weight, resource: number) =>
  typeof weight === 'number' ? weight : weight[resource]!

/** What so many tasks take of every resource. */
export const taken = (demand: readonly number[], tasks: number): number[] => demand.map(part => part * tasks)
