/** The runs of the Omega simulator in the shared reference data, and the same runs here. */

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { arrivalsOf } from '../../bench/arrivals.ts'
import { drive } from '../../bench/drive.ts'
import { NEVER, SECOND, seconds } from '../../sim/engine/time.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import {
  type OmegaSettings,
  omegaMesos,
  omegaMonolithic,
  omegaSharedState,
} from '../../systems/omega/systems.ts'
import { Simulation } from '../../systems/simulation.ts'
import { openWorkload } from '../../workloads/open.ts'
import { machinesOf } from '../support/watched-run.ts'

const REFERENCE = '../shared/reference/omega'

/** What the original measured for one of the two workloads. */
interface ReferenceWorkload {
  readonly waitFirstMean: number
  readonly waitFullMean: number
  readonly attemptsMean: number
  readonly attemptsMax: number
}

/** What it measured for a scheduler. */
interface ReferenceScheduler {
  readonly busy: number
  readonly conflictRatio: number
  readonly successTx: number
  readonly failedTx: number
  readonly successTaskTx: number
  readonly failedTaskTx: number
  readonly noResources: number
}

/** One run of the original: its arguments, as its command line had them, and what came out. */
export interface ReferenceRun {
  /** S: small loaded cell; P: the same with other seeds of the machine picks; M: the shipped example, a day. */
  readonly group: 'S' | 'P' | 'M'
  readonly label: string
  readonly args: {
    readonly arch: string
    readonly thinkBatch: string
    readonly thinkService: string
    readonly machines: number
    readonly runtime: number
    readonly wseed?: number
    readonly sseed: number
  }
  readonly res: {
    readonly endTime: number
    readonly tasksPlaced: number
    readonly offers?: number
    readonly workloads: Readonly<Record<'Batch' | 'Service', ReferenceWorkload>>
    readonly schedulers: Readonly<Record<string, ReferenceScheduler>>
  }
}

export const referenceRuns: readonly ReferenceRun[] = existsSync(REFERENCE)
  ? JSON.parse(gunzipSync(readFileSync(`${REFERENCE}/runs.json.gz`)).toString()).runs
  : []

/** '0.1,0.005': 0.1 s a job and 0.005 s a task. */
export function thinkTime(written: string): { perJob: number; perTask: number } {
  const [perJob, perTask] = written.split(',').map(Number)
  return { perJob: seconds(perJob!), perTask: seconds(perTask!) }
}

/** `mono`, `mesos` or `omega:fit:inc` … */
export function omegaSystem(arch: string, settings: OmegaSettings): SystemSpec {
  const [kind, conflict, transaction] = arch.split(':')
  if (kind === 'mono') return { ...omegaMonolithic(settings), name: arch }
  if (kind === 'mesos') return { ...omegaMesos(settings), name: arch }
  return {
    ...omegaSharedState(
      settings,
      conflict === 'seq' ? 'version' : 'fit',
      transaction === 'aon' ? 'all-or-nothing' : 'incremental',
    ),
    name: arch,
  }
}

/** The same run here. Equal shares went to Service first in group P and to Batch first elsewhere. */
export function repeat({ group, args }: ReferenceRun, changes: Partial<OmegaSettings> = {}): Promise<Result> {
  const file = group === 'M' ? 'example-86400s-wseed1.csv.gz' : `synth-3600s-wseed${args.wseed ?? 1}.csv`
  const settings: OmegaSettings = {
    think: { batch: thinkTime(args.thinkBatch), service: thinkTime(args.thinkService) },
    seed: args.sseed,
    first: group === 'P' ? 'service' : 'batch',
    replaysAgenda: true,
    ...changes,
  }
  return simulateOmega(file, omegaSystem(args.arch, settings), args.machines, args.runtime)
}

/** Simulates a job list of the reference on machines of 4 cores and 16 GB, as all of its runs do. */
export async function simulateOmega(
  file: string,
  system: SystemSpec,
  machines: number,
  runtime: number,
): Promise<Result> {
  const open = () =>
    openWorkload({ kind: 'omega-csv', file: `${REFERENCE}/${file}` }, { seed: 'oak', cpuMilli: 0 })
  const spec = {
    system,
    seed: 'oak',
    warmup: 0,
    until: runtime * SECOND,
    slices: 100,
    check: false,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  const arrivals = system.quirks.replaysAgenda === true ? await arrivalsOf(await open()) : undefined
  return drive(new Simulation(spec, machinesOf(machines, 4, 16 * 1024), await open(), {}, arrivals))
}
