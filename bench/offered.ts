/**
 * The load that the runs of a plan offer to their clusters, and what is said of it before they start.
 */
import type { OfferedLoad } from '../sim/measure/result.ts'
import { offeredLoad } from '../workloads/offered-load.ts'
import { openWorkload } from '../workloads/open.ts'
import type { Plan, RunSpec } from './plan.ts'

/** Lines for clusters and workloads that differ; of more, the lightest and the heaviest load stand for all. */
const FEW = 6

/** Offered load of one run by resource, as shares of its cluster. */
export function offeredBy({ workload, hardware, seed, until }: RunSpec): Promise<OfferedLoad> {
  const capacity = capacityOf(hardware)
  const open = () => openWorkload(workload, { seed, cpuMilli: capacity.cpuMilli })
  return offeredLoad(workload, capacity, until, open)
}

/** Cores and memory of all machines. */
export function capacityOf({ machines }: RunSpec['hardware']): { cpuMilli: number; memoryMiB: number } {
  let cpuMilli = 0
  let memoryMiB = 0
  for (const group of machines) {
    cpuMilli += group.count * group.cpuMilli
    memoryMiB += group.count * group.memoryMiB
  }
  return { cpuMilli, memoryMiB }
}

interface Offer extends OfferedLoad {
  /** Values of the axes on which the load depends: ' at load 0.9'. */
  readonly where: string
}

/**
 * 'Offered load at load 0.9: 90 % of all cores, 12 % of all memory.', one line for each workload and cluster of the plan,
 * with a warning where more is asked for than there is. Of the seeds, the first stands for all.
 */
export async function offeredSentences(plan: Plan): Promise<string[]> {
  const offers = await offersOf(plan)
  if (offers.length <= FEW) return offers.map(sentence)
  const sorted = [...offers].sort((a, b) => largest(a) - largest(b))
  const over = offers.filter(each => largest(each) > 1).length
  return [
    `The lightest and the heaviest of ${offers.length} offered loads, ${over === 0 ? 'none' : over} of them above what there is:`,
    ...[sorted[0]!, sorted.at(-1)!].map(sentence),
  ]
}

async function offersOf(plan: Plan): Promise<Offer[]> {
  const first = plan.runs.filter(run => run.spec.seed === plan.runs[0]?.spec.seed)
  const distinct = new Map<string, (typeof first)[number]>()
  for (const run of first) {
    const { workload, hardware, until } = run.spec
    const key = JSON.stringify([workload, hardware.machines, until])
    if (!distinct.has(key)) distinct.set(key, run)
  }
  const runs = [...distinct.values()]
  const axes = plan.axes.filter(({ name }) => new Set(runs.map(run => run.axes[name])).size > 1)
  const offers: Offer[] = []
  for (const { spec, axes: point } of runs) {
    const words = axes.flatMap(({ name }) => (point[name] === undefined ? [] : `${name} ${point[name]}`))
    offers.push({
      ...(await offeredBy(spec)),
      where: words.length === 0 ? '' : ` at ${words.join(', ')}`,
    })
  }
  return offers
}

function sentence({ cpu, memory, where }: Offer): string {
  const told = [
    ...(cpu === null ? [] : [`${perCent(cpu)} of all cores`]),
    ...(memory === null || memory === 0 ? [] : [`${perCent(memory)} of all memory`]),
  ]
  if (told.length === 0)
    return `Offered load${where}: not known, for services never end and neither does the run.`
  const over = Math.max(cpu ?? 0, memory ?? 0) > 1
  const warning = over
    ? ' More is asked for than there is, so the queue grows for as long as jobs come: waits will say how long the run was.'
    : ''
  return `Offered load${where}: ${told.join(', ')}.${warning}`
}

function largest({ cpu, memory }: OfferedLoad): number {
  return Math.max(cpu ?? 0, memory ?? 0)
}

function perCent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}
