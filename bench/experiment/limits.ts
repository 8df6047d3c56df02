/**
 * The largest values that an experiment may ask for. Beyond them lie slips of the keyboard: numbers that the columns of
 * the simulation cannot hold, or runs that would fill the memory before anything is simulated.
 */
import { MOST_SCHEDULERS } from '../../systems/generic/parallel-schedulers.ts'

/** Numbers without a unit lie between the reciprocal of this and this: loads, weights, factors, tasks of a job. */
export const MOST = 1_000_000

/** Counts of things that have a number of their own, as 32-bit handles do. */
export const MOST_COUNTED = 2 ** 31 - 1

/** Cores of one machine or task; the largest computers in one piece have about ten times as many, in many machines. */
export const MOST_CORES = MOST

/** Mebibytes of one machine or task: an exbibyte. */
export const MOST_MEMORY_MIB = 2 ** 40

/** Of a named resource: as much as of memory, for disk is counted in mebibytes too. Its thousandths are whole numbers. */
export const MOST_OF_A_RESOURCE = MOST_MEMORY_MIB

/** Machines of all groups together. A million took 3 s and 0.2 GB before the first event. */
export const MOST_MACHINES = MOST

/** Points of a curve. Charts are a thousand pixels wide. */
export const MOST_SLICES = 10_000

/** Scheduler processes of all frameworks together: each takes about 10 kB before it has a job. */
export const MOST_ALL_SCHEDULERS = 10 * MOST_SCHEDULERS

/** Stages of one pipeline, layers × width. It arrives whole, and all its stages are in memory at once. */
export const MOST_STAGES = 100_000

/** Runs of one experiment. The reports hold all results in memory: 10 000 of 50 kB each took 4 GB. */
export const MOST_RUNS = 10_000
