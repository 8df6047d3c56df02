/**
 * What Metronome could do when: 0.1.9, which DC/OS 1.8.4 ships, and the state of December 2020 (revision de4174d).
 */
export type Era = '0.1' | 'head'

export interface Flags {
  readonly era: Era
  /** 0.1 accepts concurrency policies and start deadlines, and starts a run at every trigger. 0.4.0 was the first to obey. */
  readonly obeysSchedules: boolean
  /** Jobs that run when others have succeeded, delivered in 2020. */
  readonly hasDependencies: boolean
}

export const head: Flags = { era: 'head', obeysSchedules: true, hasDependencies: true }

export const metronome01: Flags = { era: '0.1', obeysSchedules: false, hasDependencies: false }
