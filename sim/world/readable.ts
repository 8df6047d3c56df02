/**
 * What a policy may read of each table, and which of its methods only read. Everything else that a table has is refused by
 * name when it is used, and is no part of the types that a policy sees.
 */
import type { Attributes } from './attributes.ts'
import type { Claims } from './claims.ts'
import type { Frameworks } from './frameworks.ts'
import type { JobId, MachineId } from './handles.ts'
import type { Jobs } from './jobs.ts'
import type { Machines } from './machines.ts'
import type { Pipelines } from './pipelines.ts'
import type { Rows } from './rows.ts'
import type { Tasks } from './tasks.ts'
import type { View } from './views.ts'
import type { World } from './world.ts'

/** Names of one kind of object. */
export interface Readable<T> {
  readonly fields: readonly (keyof T & string)[]
  readonly methods: readonly (keyof T & string)[]
}

/** The words of a text as a type: 'a b' is 'a' | 'b'. */
type Words<Text extends string, Found = never> = Text extends `${infer First} ${infer Rest}`
  ? Words<Rest, Found | First>
  : Found | Text

const words = <const Text extends string>(text: Text) => text.split(' ') as unknown[] as Words<Text>[]

export const readable = {
  world: {
    fields: words(
      'now classes until machines jobs tasks pipelines frameworks streams capacityCpuMilli capacityMemoryMiB',
    ),
    methods: words('frameworkFor'),
  } satisfies Readable<World>,
  jobs: {
    fields: words(
      'rows generation id framework jobClass submit tasks wanted numbered cpuMilli memoryMiB duration estimate meanTimeToFailure priority user gang extra pipeline stage hosts inState claimed launches preparations readyAt firstStart lastStart lastEnd failures end cause queuedAt queued attempts firstAttempt firstTask',
    ),
    methods: words('isOpen isLive count onRow unclaimed'),
  } satisfies Readable<Jobs>,
  machines: {
    fields: words(
      'count cpuMilli memoryMiB freeCpuMilli freeMemoryMiB version condition up outages totalCpuMilli totalMemoryMiB totalFreeCpuMilli totalFreeMemoryMiB down kinds amounts freeAmounts attributes',
    ),
    methods: words('fits hasEver suits'),
  } satisfies Readable<Machines>,
  attributes: {
    fields: words('names'),
    methods: words('column values valueNumber value'),
  } satisfies Readable<Attributes>,
  tasks: {
    fields: words(
      'rows generation job machine slot state ready outcome killedAs placedAt preparingAt startedAt stoppedAt endedAt',
    ),
    methods: words('on nextOnMachine nextOfJob'),
  } satisfies Readable<Tasks>,
  rows: { fields: words('live used'), methods: [] } satisfies Readable<Rows>,
  pipelines: { fields: [], methods: words('get isOpen') } satisfies Readable<Pipelines>,
  frameworks: {
    fields: words('names weight connected usedCpuMilli usedMemoryMiB offeredCpuMilli offeredMemoryMiB count'),
    methods: [],
  } satisfies Readable<Frameworks>,
  view: {
    fields: words(
      'kind machines freeCpuMilli freeMemoryMiB freeAmounts version members memberCount totalCpuMilli totalMemoryMiB freeCpu freeMemory',
    ),
    methods: words('member fits indexOf'),
  } satisfies Readable<View>,
  claims: {
    fields: words('count job machine cpuMilli memoryMiB'),
    methods: words('add undo'),
  } satisfies Readable<Claims>,
} as const

type Kind = keyof typeof readable

/** Methods of typed arrays that write, or that hand out the memory itself. */
type Writing = 'fill' | 'set' | 'sort' | 'reverse' | 'copyWithin' | 'subarray' | 'buffer'

interface ReadableFloat64Array extends Readonly<Omit<Float64Array, Writing>> {}
interface ReadableInt32Array extends Readonly<Omit<Int32Array, Writing>> {}
interface ReadableUint32Array extends Readonly<Omit<Uint32Array, Writing>> {}
interface ReadableUint16Array extends Readonly<Omit<Uint16Array, Writing>> {}
interface ReadableUint8Array extends Readonly<Omit<Uint8Array, Writing>> {}

/** A field as a policy sees it: columns cannot be written. */
type Field<T> = T extends Float64Array
  ? ReadableFloat64Array
  : T extends Int32Array
    ? ReadableInt32Array
    : T extends Uint32Array
      ? ReadableUint32Array
      : T extends Uint16Array
        ? ReadableUint16Array
        : T extends Uint8Array
          ? ReadableUint8Array
          : T extends readonly (infer Item)[]
            ? readonly Field<Item>[]
            : T

/** What a policy may read of a table, where `Inner` are the tables that it leads to. */
type Reading<K extends Kind, Table, Inner = unknown> = {
  readonly [Name in keyof Table as Name extends (typeof readable)[K]['fields' | 'methods'][number]
    ? Name
    : never]: Name extends keyof Inner ? Inner[Name] : Field<Table[Name]>
}

type ReadableRows = Reading<'rows', Rows>

/** The clock and the tables, as a policy reads them. */
export interface ReadableWorld
  extends Reading<
    'world',
    World,
    {
      jobs: ReadableJobs
      machines: ReadableMachines
      tasks: ReadableTasks
      pipelines: ReadablePipelines
      frameworks: ReadableFrameworks
    }
  > {}

/** The jobs that are not over. */
export interface ReadableJobs extends Reading<'jobs', Jobs, { rows: ReadableRows }> {}

/** The machines. */
export interface ReadableMachines extends Reading<'machines', Machines, { attributes: ReadableAttributes }> {}

/** What machines say of themselves. */
export interface ReadableAttributes extends Reading<'attributes', Attributes> {}

/** The tasks that hold a machine. */
export interface ReadableTasks extends Reading<'tasks', Tasks, { rows: ReadableRows }> {}

/** The pipelines that are not over. */
export interface ReadablePipelines extends Reading<'pipelines', Pipelines> {}

/** The frameworks, and what each holds. */
export interface ReadableFrameworks extends Reading<'frameworks', Frameworks> {}

/** The machines that a decider sees, and what it believes to be free on them. */
export interface ReadableView extends Reading<'view', View, { machines: ReadableMachines }> {}

/** What a decision has claimed so far; a placement adds to it, and what it adds is taken out of the view. */
export interface PolicyClaims
  extends Reading<
    'claims',
    Claims,
    {
      add(view: ReadableView, machine: MachineId, job: JobId, jobs: ReadableJobs): void
      undo(view: ReadableView, from: number): void
    }
  > {}
