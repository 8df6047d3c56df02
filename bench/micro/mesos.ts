/**
 * What Mesos' offers cost: an experiment from the command, an offer of a run in which nobody suppresses, and an allocation by
 * the number of agents and of frameworks.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Streams } from '../../sim/chance/random.ts'
import { Engine } from '../../sim/engine/engine.ts'
import { MINUTE, SECOND } from '../../sim/engine/time.ts'
import type { AllocatorParts } from '../../systems/mesos/allocator.ts'
import { Allocator10 } from '../../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../../systems/mesos/allocator-head.ts'
import { countOf, type OfferRound } from '../../systems/mesos/offer-round.ts'
import { Refusal } from '../../systems/mesos/refusal.ts'
import { parseQuantities, parseResources } from '../../systems/mesos/resource-text.ts'
import { drive } from '../drive.ts'
import { type MesosDay, mesosDay, mesosExperiment } from '../macro/mesos-day.ts'
import { command, cpuMilliseconds } from '../macro/start-up.ts'
import { cpuSeconds, figure, type Measurement } from './measurement.ts'

const ROUNDS = 3
const WARM_UP = 3
const FRAMEWORKS = [1, 50, 1000]
const CLUSTERS = [1000, 10_000, 50_000]
const eras = [
  ['mesos-head', HeadAllocator],
  ['mesos-1.0', Allocator10],
] as const
const NANOSECONDS = 1e9

const part: MesosDay = {
  system: 'mesos-head',
  agents: 10_000,
  frameworks: 50,
  suppress: true,
  refusal: 5 * SECOND,
  until: 5 * MINUTE,
}

/** CPU seconds of the command, start-up included. */
function commandCost(day: MesosDay): number {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-mesos-'))
  try {
    writeFileSync(join(folder, 'day.yaml'), mesosExperiment(day))
    const args = [command, 'run', 'day.yaml', '--no-charts', '--quiet', '--fresh', '--workers', '1']
    return cpuMilliseconds(args, folder) / 1000
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** CPU seconds of a run, and offers made in it. */
async function costOf(day: MesosDay): Promise<{ readonly seconds: number; readonly offers: number }> {
  const simulation = mesosDay(day)
  globalThis.gc?.()
  const before = cpuSeconds()
  const { rows } = await drive(simulation)
  return { seconds: cpuSeconds() - before, offers: rows[0]!.numbers['offers_made']! }
}

/**
 * Nanoseconds of an offer from the allocation to the end of its filter: a long run without a short one, which is as long as it takes
 * until every framework has refused every agent.
 */
async function offerCost(day: MesosDay): Promise<number> {
  const short = await costOf({ ...day, until: day.until / 3 })
  const long = await costOf(day)
  return (NANOSECONDS * (long.seconds - short.seconds)) / (long.offers - short.offers)
}

/** Milliseconds of an allocation that offers every agent once, by what is allocated so far to each framework. */
function allocationCosts(
  Era: new (parts: AllocatorParts) => HeadAllocator | Allocator10,
  agents: number,
  frameworks: number,
): number[] {
  const engine = new Engine()
  let offers: readonly OfferRound[] = []
  const allocator = new Era({
    clock: engine,
    random: new Streams('oak').stream('agents'),
    listener: {
      offered(given) {
        offers = given
      },
      inverseOffered() {},
    },
    options: {
      interval: SECOND,
      minAllocatable: [parseQuantities('cpus:0.01'), parseQuantities('mem:32')],
      filterGpuResources: true,
      excludedFromShares: new Set(),
    },
  })
  for (let i = 0; i < frameworks; i++) allocator.addFramework({ id: `f${i}`, roles: ['*'] })
  const total = parseResources('cpus:16;mem:65536;ports:[31000-32000]')
  for (let i = 0; i < agents; i++) allocator.addAgent({ id: `a${i}`, total })
  const costs: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const before = cpuSeconds()
    engine.run(round * SECOND)
    if (round > 0) costs.push(1000 * (cpuSeconds() - before))
    if (countOf(offers) !== agents) throw new Error(`${countOf(offers)} of ${agents} agents were offered`)
    // Nothing is refused: the next batch offers all of them again.
    allocator.declined(offers, new Refusal(allocator.filters, 0))
    offers = []
  }
  return costs
}

export async function mesosSuite(): Promise<Measurement[]> {
  const commands = Array.from({ length: ROUNDS }, () => commandCost(part))
  const measured = [figure('switchyard run, 5 minutes of the day of Mesos (see runs)', 'CPU-s', commands)]
  for (const [system] of eras) {
    const offers: number[] = []
    const day = { ...part, system, suppress: false, refusal: 120 * SECOND, until: 12 * MINUTE }
    await costOf(day)
    for (let round = 0; round < ROUNDS; round++) offers.push(await offerCost(day))
    measured.push(figure(`${system}, an offer that is declined for 120 s`, 'ns', offers, 200))
  }
  for (const [era, Era] of eras) {
    // The first compile what the others run.
    for (let i = 0; i < WARM_UP; i++)
      for (const frameworks of FRAMEWORKS) allocationCosts(Era, 1000, frameworks)
    for (const agents of CLUSTERS)
      for (const frameworks of FRAMEWORKS) {
        const name = `${era}, an allocation of ${agents} agents to ${frameworks} frameworks`
        measured.push(figure(name, 'ms', allocationCosts(Era, agents, frameworks)))
      }
  }
  return measured
}
