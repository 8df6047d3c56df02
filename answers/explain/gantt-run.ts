/**
 * A run, made again and drawn as a Gantt chart.
 */
import { drive } from '../../bench/drive.ts'
import { simulationOf } from '../../bench/execute.ts'
import type { RunSpec } from '../../bench/plan.ts'
import { writeWhole } from '../../bench/run/whole-file.ts'
import type { ChartDocument } from '../../reports/charts/chart-document.ts'
import { renderPng, renderSvg } from '../../reports/charts/render.ts'
import { inSeconds, SECOND } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { ExplainedJobs } from './explained-jobs.ts'
import { ganttChart } from './gantt.ts'
import { TaskBars } from './task-bars.ts'
import type { Window } from './trace-events.ts'
import { WatchedJobs } from './watched-jobs.ts'

/** Draws a window of the run. @throws SwitchyardError where it has no tasks or too many; and as the run does. */
export async function ganttOf(
  spec: RunSpec,
  window: Window,
  explained: ExplainedJobs,
): Promise<ChartDocument> {
  const simulation = await simulationOf(spec)
  const { cluster } = simulation
  const bars = new TaskBars(cluster, window, explained)
  if (explained.arrivals.size > 0) {
    let arrivals = 0
    const isMeant = () => explained.arrivals.has(arrivals++)
    cluster.probes.add(new WatchedJobs(cluster, isMeant, explained.task, bars))
  }
  cluster.probes.add(bars)
  const { endS } = await drive(simulation)
  const chart = ganttChart(bars, window, explained, Math.round(endS * SECOND))
  if (chart !== null) return chart
  throw new SwitchyardError(
    `--gantt: no task was on a machine from ${inSeconds(window.from)} s on${window.to < Number.POSITIVE_INFINITY ? ` until ${inSeconds(window.to)} s` : ''}; the run ends at ${endS} s. Choose another window with --from and --to.`,
  )
}

/** Writes the picture: a PNG or an SVG, as the name says. */
export async function writeGantt(path: string, chart: ChartDocument): Promise<void> {
  await writeWhole(path, path.endsWith('.svg') ? renderSvg(chart) : renderPng(chart))
}
