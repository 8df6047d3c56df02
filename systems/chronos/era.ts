/**
 * Chronos 2.4.0 and the state of 3.x in September 2018 (revision c1348dd), with the flags that decide what a job does.
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'

export type Era = '2.4' | '3'

export interface Flags {
  readonly era: Era
  /** Of a failed task, before another attempt is queued. */
  readonly failureRetryDelay: Time
  /** A job is disabled at that many errors since its last success; 0 is never. */
  readonly disableAfterFailures: number
  /** 2.4: how often schedules are looked at, and how far ahead. */
  readonly scheduleHorizon: Time
  /** 2.4: how late a task may still be queued, for jobs that do not say. */
  readonly taskEpsilon: Time
  /** What a task takes of a job that does not say. Thousandths of a core, a MiB and a MiB. */
  readonly taskNeeds: { readonly cpus: number; readonly mem: number; readonly disk: number }
  readonly minReviveOffersInterval: Time
  readonly reviveOffersForNewJobs: boolean
  /** How long Mesos keeps an offer away that was declined. */
  readonly declineOfferDuration: Time
  readonly reconciliationInterval: Time
}

export const chronos24: Flags = {
  era: '2.4',
  failureRetryDelay: 60 * SECOND,
  disableAfterFailures: 0,
  scheduleHorizon: 60 * SECOND,
  taskEpsilon: 60 * SECOND,
  taskNeeds: { cpus: 100, mem: 128_000, disk: 256_000 },
  minReviveOffersInterval: 5 * SECOND,
  reviveOffersForNewJobs: false,
  // Mesos' own refusal: Chronos names none.
  declineOfferDuration: 5 * SECOND,
  reconciliationInterval: 600 * SECOND,
}

export const chronos3: Flags = { ...chronos24, era: '3' }
