import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { drive } from '../../../bench/drive.ts'
import { conservative } from '../../../policies/order/conservative.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { machinesOf, workloadOf } from '../../support/watched-run.ts'

/** The schedule of the KTH log under PySS' conservative backfilling: columns job, submit, start, run, processors, estimate. */
export const SCHEDULE = '../shared/reference/batch/starts-kth-orig-cons-req.csv.gz'

const PROCESSORS = 100

function schedule() {
  const [, ...lines] = gunzipSync(readFileSync(SCHEDULE)).toString().trim().split('\n')
  return lines.map(line => {
    const [id, submit, start, run, cores, estimate] = line.split(',').map(Number)
    return { id: id!, submit: submit!, start: start!, run: run!, cores: cores!, estimate: estimate! }
  })
}

/** Mean wait in seconds there. */
export function pyssMeanWait(): number {
  const jobs = schedule()
  return jobs.reduce((sum, { submit, start }) => sum + start - submit, 0) / jobs.length
}

/** The same log under the system `pyss-conservative` when so many jobs are moved up: mean wait, and starts that differ. */
export async function movingUp(depth: number): Promise<{ meanWait: number; differ: number }> {
  const jobs = schedule()
  const base = systems['pyss-conservative']!
  const starts = new Map<number, number>()
  const spec = {
    system: { ...base, name: 'moving-up', root: { ...base.root, order: 'order' as never } },
    seed: 'oak',
    warmup: 0,
    until: NEVER,
    slices: 1,
    check: false,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  const simulation = new Simulation(spec, machinesOf(1, PROCESSORS, 0), workloadOf(jobs), {
    order: () => ({ order: conservative(depth) }),
  })
  const { cluster } = simulation
  cluster.probes.add({
    taskStarted: task => starts.set(cluster.jobs.id[cluster.tasks.job[task]!]!, cluster.now / SECOND),
  })
  await drive(simulation)
  return {
    meanWait: jobs.reduce((sum, { id, submit }) => sum + starts.get(id)! - submit, 0) / jobs.length,
    differ: jobs.filter(({ id, start }) => starts.get(id) !== start).length,
  }
}
