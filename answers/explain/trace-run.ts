/**
 * A run, made again and written down as a trace.
 */
import { driveInSteps } from '../../bench/drive.ts'
import { simulationOf } from '../../bench/execute.ts'
import type { PlannedRun } from '../../bench/plan.ts'
import { writeWhole } from '../../bench/run/whole-file.ts'
import { inSeconds, SECOND } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { ExplainedJobs } from './explained-jobs.ts'
import { TraceEvents, type Window } from './trace-events.ts'
import { TraceProbe } from './trace-probe.ts'
import { WatchedJobs } from './watched-jobs.ts'

/**
 * Writes a window of the run into a file in the Trace Event Format, piece by piece as it is simulated.
 *
 * @throws SwitchyardError as the run does, and where the file cannot be written.
 */
export async function writeTrace(
  path: string,
  { id, spec }: Pick<PlannedRun, 'id' | 'spec'>,
  window: Window,
  explained: ExplainedJobs,
): Promise<void> {
  const simulation = await simulationOf(spec)
  const { cluster } = simulation
  const to = Number.isFinite(window.to) ? inSeconds(window.to) : null
  const events = new TraceEvents(window, { run: id, fromS: inSeconds(window.from), toS: to })
  const trace = new TraceProbe(cluster, events)
  if (explained.arrivals.size > 0) {
    let arrivals = 0
    const isMeant = () => explained.arrivals.has(arrivals++)
    cluster.probes.add(new WatchedJobs(cluster, isMeant, explained.task, trace))
  }
  cluster.probes.add(trace)
  // A fault of the run is no fault of the file.
  let fault: unknown
  async function* pieces(): AsyncGenerator<string> {
    try {
      const steps = driveInSteps(simulation)
      let step = await steps.next()
      for (; step.done !== true; step = await steps.next()) yield* events.take()
      if (step.value.endS * SECOND < window.from)
        throw new SwitchyardError(
          `--trace: nothing happens from ${inSeconds(window.from)} s on: the run ends at ${step.value.endS} s. Choose another window with --from and --to.`,
        )
      yield* events.take()
    } catch (error) {
      fault = error
      throw error
    }
  }
  try {
    await writeWhole(path, pieces())
  } catch (error) {
    throw fault ?? error
  }
}
