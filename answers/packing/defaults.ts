/**
 * What Borg's planners go by (Verma et al., EuroSys 2015, section 5.1).
 */

/** Random orders of the machines. */
export const TRIALS = 11
/** Of how many trials the answer is to hold: their 90th percentile. */
export const SHARE = 0.9
/** What may still wait: tasks there, jobs here. */
export const PICKY = 0.002
