/**
 * What a job can wait for, in words: half a sentence that says it, and what would have helped.
 */
import type { LackKind } from './room.ts'

export type CauseKind =
  | LackKind
  | 'head of the line'
  | 'busy'
  | 'decision'
  | 'back-off'
  | 'conflict'
  | 'filter'
  | 'no offer'
  | 'held back'
  | 'quota'
  | 'suppressed'
  | 'offer refused'
  | 'held offers'
  | 'unschedulable'
  | 'not made again'
  | 'unnoticed'
  | 'probed machines'
  | 'claim'
  | 'message'
  | 'framework away'
  | 'root away'

export interface Cause {
  readonly kind: CauseKind
  /** Who or what in particular; '' where there is nothing to add. */
  readonly detail: string
}

interface Words {
  /** Continues "it waited 80 s because". */
  readonly because: (detail: string) => string
  /** A whole sentence; null: nothing that an experiment could change. */
  readonly help: string | null
}

export const causeWords: Readonly<Record<CauseKind, Words>> = {
  'head of the line': {
    because: head =>
      `${head} stood before it at the head of the line and found no room, while there was room for this job`,
    help: 'An order with backfilling, or `when-blocked: pass`, would have helped: jobs then pass one that finds no room.',
  },
  busy: {
    because: name =>
      `its scheduler, ${name}, was busy with decisions on other jobs, while there was room for this job`,
    help: 'A shorter think time, or several schedulers where the architecture allows them, would have decided sooner.',
  },
  decision: {
    because: name => `its scheduler, ${name}, was thinking about it`,
    help: 'A shorter think time would have launched it sooner.',
  },
  'back-off': {
    because: () => 'it stood back after an attempt in vain, although there was room for it by then',
    help: 'A shorter `retry-after`, or `when-blocked: pass`, which wakes a job when something becomes free, would have tried it sooner.',
  },
  conflict: {
    because: what => `what it claimed was refused: ${what}`,
    help: 'It would have helped to judge claims by `conflict: fit`, `transaction: incremental`, or to think faster, or with fewer schedulers.',
  },
  filter: {
    because: framework =>
      `its framework, ${framework}, had declined the machines with room for it, and was not offered them again yet`,
    help: 'A shorter `decline-filter`, or a framework that asks for its offers again when a job comes, would have been offered them sooner.',
  },
  'no offer': {
    because: framework => `no machine with room for it was offered to its framework, ${framework}`,
    help: 'A shorter `interval` of the allocator, a larger weight, or offers of smaller parts would have brought an offer sooner.',
  },
  'held back': {
    because: why => `its framework launched nothing of it: ${why}`,
    help: 'A shorter back-off, or more launch tokens or more of them at a time, would have launched it sooner.',
  },
  quota: {
    because: why => `there was room that it could not have: ${why}`,
    help: 'A higher limit for its role, or lower guarantees of others, would have helped.',
  },
  suppressed: {
    because: framework =>
      `its framework, ${framework}, had told Mesos to send no offers and had not asked for them again`,
    help: 'A framework that asks for offers at once when a job comes would have been offered something sooner.',
  },
  'offer refused': {
    because: reason =>
      `its framework had looked at offers of the machines with room, and could not use them for it: ${reason}`,
    help: 'A looser constraint, or machines that meet it, would have helped; and where a broker of Kafka had failed, a shorter `stickiness-period` or `failover-delay`.',
  },
  'held offers': {
    because: framework => `what was free was offered to others, most of it to ${framework}`,
    help: 'Faster answers, an offer timeout, or offers of smaller parts would have freed it sooner.',
  },
  unschedulable: {
    because: message => `its scheduler found no machine for it: ${message.replace(/\.+$/, '')}`,
    help: '`switchyard why` shows every node with its scores and reasons.',
  },
  'not made again': {
    because: why => `its pod was over and nobody made another: ${why}`,
    help: 'An owner such as a Deployment would have made another pod, for the scheduler to place.',
  },
  unnoticed: {
    because: () => 'its scheduler had not looked again, although there was room for it',
    help: 'A scheduler that is woken when something becomes free would have tried it sooner.',
  },
  'probed machines': {
    because: () => 'its reservations waited at the machines that were probed, while another machine had room',
    help: 'A larger `probe-ratio` would have probed more machines.',
  },
  claim: {
    because: () => 'what was claimed for it was being judged, or was thought about',
    help: 'Shorter latencies or think times would have launched it sooner.',
  },
  message: {
    because: () =>
      'no scheduler had heard of it: messages take time, or the root tells nothing of its decisions',
    help: 'On Kubernetes, `switchyard why` asks the scheduler itself.',
  },
  'framework away': {
    because: framework => `its framework, ${framework}, was away`,
    help: 'A faster recovery of the framework, or fewer failures of it, would have helped.',
  },
  'root away': {
    because: () => 'the root was away',
    help: 'A faster election or recovery of the root would have helped.',
  },
  'too large': {
    because: () => 'the machines cannot hold it, even when they are empty',
    help: 'It would have helped to have larger machines, more of them where all its tasks start together, or smaller tasks.',
  },
  rule: {
    because: reason => `every machine with room refused it by a rule: ${reason}`,
    help: 'Without the rule, or with more machines that it allows, it would have been placed.',
  },
  'machines down': {
    because: () =>
      'the machines that would have had room for it, and for all that waited before it, were down, drained or cordoned',
    help: 'Faster repair or detection, shorter maintenance, or spare machines, would have helped.',
  },
  locked: {
    because: () => 'what it needed was locked in offers, or held for claims, of others',
    help: 'Offers of smaller parts, faster answers or an offer timeout would have freed it sooner.',
  },
  fragmentation: {
    because: free => `enough was free in all and too little on any one machine (${free})`,
    help: 'Smaller tasks, larger machines or a placement that packs, such as `best-fit`, would have helped.',
  },
  'no room': {
    because: free => `the machines were full${free === '' ? '' : ` (${free})`}`,
    help: 'More machines, or less load, would have helped; which jobs go first decides only who waits.',
  },
}
