/**
 * What a policy may read of each table, and which of its methods only read. Everything else that a table has is refused by
 * name when it is used; the compiler does not know of it, for sim/contracts.ts hands out the tables as they are.
 */

import type { Attributes } from '../../sim/world/attributes.ts'
import type { Claims } from '../../sim/world/claims.ts'
import type { Frameworks } from '../../sim/world/frameworks.ts'
import type { Jobs } from '../../sim/world/jobs.ts'
import type { Machines } from '../../sim/world/machines.ts'
import type { Pipelines } from '../../sim/world/pipelines.ts'
import type { Rows } from '../../sim/world/rows.ts'
import type { Tasks } from '../../sim/world/tasks.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'

/** Names of one kind of object. */
export interface Readable<T> {
  readonly fields: readonly (keyof T & string)[]
  readonly methods: readonly (keyof T & string)[]
}

const words = (text: string): readonly never[] => text.split(/\s+/).filter(Boolean) as never[]

export const readable = {
  world: {
    fields: words(
      'now classes until machines jobs tasks pipelines frameworks streams capacityCpuMilli capacityMemoryMiB',
    ),
    methods: words('frameworkFor'),
  } satisfies Readable<World>,
  jobs: {
    fields: words(`rows generation id framework jobClass submit tasks cpuMilli memoryMiB duration estimate
      meanTimeToFailure priority user gang extra pipeline stage hosts inState claimed launches readyAt firstStart lastStart
      lastEnd failures end cause scheduler standing turn entered queuedAt queued attempts firstAttempt firstTask`),
    methods: words('isOpen isLive count unclaimed'),
  } satisfies Readable<Jobs>,
  machines: {
    fields:
      words(`count cpuMilli memoryMiB freeCpuMilli freeMemoryMiB version up outages totalCpuMilli totalMemoryMiB
      totalFreeCpuMilli totalFreeMemoryMiB down kinds amounts freeAmounts attributes`),
    methods: words('fits hasEver'),
  } satisfies Readable<Machines>,
  attributes: {
    fields: words('names'),
    methods: words('column values valueNumber value'),
  } satisfies Readable<Attributes>,
  tasks: {
    fields: words('rows generation job machine state outcome placedAt startedAt endedAt'),
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
