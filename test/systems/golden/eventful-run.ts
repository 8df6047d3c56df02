/**
 * Runs in which much happens, for results that are written down: services that grow and shrink, jobs that fail, gangs and pipelines,
 * all drawn from one stream, on machines of two kinds that crash, are drained and return.
 */
import { drive } from '../../../bench/drive.ts'
import { exponential, lognormal } from '../../../sim/chance/distributions.ts'
import { Streams } from '../../../sim/chance/random.ts'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../sim/hardware/machine-events.ts'
import type { Probe } from '../../../sim/measure/probe.ts'
import type { Result } from '../../../sim/measure/result.ts'
import type { WrittenExtras } from '../../../sim/world/extras.ts'
import { Machines } from '../../../sim/world/machines.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { type WrittenJob, workloadOf } from '../../support/watched-run.ts'

export const CLASSES = ['web', 'db', 'batch', 'short', 'pipeline'] as const

export interface Eventful {
  readonly system: SystemSpec
  /** Do its frameworks start gangs, and run pipelines? */
  readonly gangs?: boolean
  readonly pipelines?: boolean
  /** Do some tasks ask for disk, GPUs, or machines with a fast disk? */
  readonly extras?: boolean
  /** Do jobs name priorities? */
  readonly priorities?: boolean
  readonly until?: number
  /** Does everything take whole seconds, and no message any time, so that much happens at one instant? */
  readonly wholeSeconds?: boolean
}

/** Everything that starts and ends, in order, and the result; of a run on whole seconds also all else that can be heard of it. */
export interface Told {
  readonly log: readonly string[]
  readonly result: Result
}

/** What explanations are made of. */
const HEARD: readonly (keyof Probe)[] = [
  ...(['taskStopped', 'readyChanged', 'wantedChanged', 'blocks', 'attemptFailed', 'heldBack'] as const),
  ...(['declined', 'offerRefused', 'suppressed', 'revived', 'rootChanged', 'frameworkChanged'] as const),
]

const NO_LATENCY = { scheduler: 0, machine: 0, status: 0 }

const event = (at: number, machine: number, what: MachineEvent['event']): MachineEvent => ({
  at: at * SECOND,
  machine,
  event: what,
})

/** Machine 1 dies twice, 2 is drained and 3 closed for a while; 5 dies for longer than most patience lasts. */
const events = [
  event(20.5, 1, 'crash'),
  event(31, 1, 'return'),
  event(40, 2, 'drain'),
  event(55, 3, 'cordon'),
  event(70, 2, 'return'),
  event(80, 3, 'return'),
  event(90.25, 5, 'crash'),
  event(120, 1, 'crash'),
  event(121, 1, 'return'),
  event(420, 5, 'return'),
]

/** Racks a, b and c; every other machine has a fast disk, and all have room on it. */
function machines(): Machines {
  const cores = [4, 4, 2, 8, 4, 4, 2, 8]
  const all = new Machines(
    cores.map(each => 1000 * each),
    cores.map(each => 1024 * each),
    [
      { name: 'disk', amounts: cores.map(() => 1_000_000) },
      { name: 'gpus', amounts: cores.map(each => (each === 8 ? 2000 : 0)) },
    ],
  )
  for (let machine = 0; machine < all.count; machine++) {
    all.attributes.set(machine, 'rack', 'abc'[machine % 3]!)
    all.attributes.set(machine, 'disk', machine % 2 === 0 ? 'fast' : 'slow')
  }
  return all
}

const asked: readonly WrittenExtras[] = [
  { resources: { disk: 400_000 }, needs: {} },
  { resources: { gpus: 1000 }, needs: {} },
  { resources: {}, needs: { disk: 'fast' } },
]

function jobs({ gangs, pipelines, priorities, extras, wholeSeconds, until = 300 }: Eventful): WrittenJob[] {
  const random = new Streams('birch').stream('jobs')
  const written: WrittenJob[] = []
  const failing = () => (random.below(3) === 0 ? { meanTimeToFailure: 60 } : {})
  for (const [jobClass, tasks] of [3, 2].entries())
    written.push({ submit: jobClass, run: NEVER, tasks, cores: 0.5, memoryMiB: 128, jobClass, ...failing() })
  for (let now = 2, pipeline = 1; now < until / 2; now += exponential(random, 3)) {
    const size = () => ({
      run: Math.ceil(lognormal(random, 12, 1)),
      tasks: 1 + random.below(4),
      cores: [0.25, 0.5, 1, 2][random.below(4)]!,
      memoryMiB: 64 * (1 + random.below(6)),
    })
    const common = {
      submit: wholeSeconds === true ? Math.round(now) : now,
      ...(priorities && { priority: random.below(3) }),
    }
    if (pipelines && random.below(6) === 0) {
      const stage = { ...common, jobClass: 4, pipeline: pipeline++ }
      const first = written.length
      written.push(
        { ...stage, ...size() },
        { ...stage, ...size(), ...failing(), parents: [first] },
        { ...stage, ...size(), parents: [first] },
        { ...stage, ...size(), parents: [first + 1, first + 2] },
      )
    } else {
      const gang = gangs === true && random.below(3) === 0
      const asks = extras === true && random.below(3) === 0 ? { extras: asked[random.below(3)]! } : {}
      written.push({ ...common, ...size(), ...failing(), ...asks, jobClass: 2 + random.below(2), gang })
    }
  }
  return written
}

/** `heard` is told of what happens, besides what is written down. */
export async function eventfulRun(run: Eventful, heard: Probe = {}): Promise<Told> {
  const { system, wholeSeconds, until = 300 } = run
  const rounded = (at: number) => (wholeSeconds === true ? Math.round(at / SECOND) * SECOND : at)
  const written = jobs(run)
  const simulation = new Simulation(
    {
      system: wholeSeconds === true ? { ...system, latency: NO_LATENCY } : system,
      seed: 'oak',
      warmup: 10 * SECOND,
      until: until * SECOND,
      slices: 4,
      check: true,
      hardware: {
        meanTimeToFailure: NEVER,
        meanTimeToRepair: NEVER,
        events: events.map(each => ({ ...each, at: rounded(each.at) })),
        startUp: [
          {
            machines: 8,
            steps: [
              {
                name: 'image',
                takes: { kind: 'constant', value: wholeSeconds === true ? SECOND : SECOND / 4 },
              },
            ],
          },
        ],
      },
    },
    machines(),
    workloadOf(written, CLASSES),
    {},
    written.map(({ submit }) => seconds(submit)),
  )
  const { cluster } = simulation
  const { jobs: table, tasks } = cluster
  const log: string[] = []
  const tell = (what: string, task: number) =>
    log.push(`${cluster.now} ${what} ${table.id[tasks.job[task]!]} on ${tasks.machine[task]}`)
  cluster.probes.add({
    taskStarted: task => tell('start', task),
    taskEnded: (task, outcome) => tell(`end ${outcome}`, task),
    jobEnded: job => log.push(`${cluster.now} job ${table.id[job]} over ${table.end[job]}`),
  })
  cluster.probes.add(heard)
  const hear = (what: keyof Probe) => ({
    [what]: (...said: readonly unknown[]) => log.push(`${cluster.now} ${what} ${said.join(' ')}`),
  })
  if (wholeSeconds === true) cluster.probes.add(Object.assign({}, ...HEARD.map(hear)))
  return { log, result: await drive(simulation) }
}
