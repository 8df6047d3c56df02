/**
 * From the words of the command line to a request: the experiment, its main setting and the assumptions, or every fault of them.
 */
import { readFile } from 'node:fs/promises'
import { ExperimentDocument } from '../../bench/experiment/document.ts'
import { applyOverrides, type Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { Plan, PlannedRun, RunSpec } from '../../bench/plan.ts'
import { mainValues } from '../../reports/samples.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { assumptionsOf } from './assumptions.ts'
import type { SensitivityRequest } from './sensitivity.ts'

export interface Wanted {
  readonly file: string
  readonly overrides: Overrides
  /** `KEY` or `KEY=LOW..HIGH`; none: all durations that systems declare. */
  readonly settings: readonly string[]
  readonly trajectories: number
  readonly seed: string
}

/** @throws SwitchyardError with every fault, one a line. */
export async function sensitivityRequest(wanted: Wanted): Promise<SensitivityRequest> {
  const { file, overrides, settings } = wanted
  const plan = await readExperiment(file, overrides)
  const { axis } = plan.baseline
  if (plan.axes.find(({ name }) => name === axis)!.values.length < 2)
    throw new SwitchyardError(
      `${file}: found one value of ${axis}, expected several, whose comparison could turn; write a list, as in system: [monolithic, offers].`,
    )
  if (plan.precision !== undefined)
    throw new SwitchyardError(
      `${file}: seeds: found ${JSON.stringify(plan.precision.written)}, expected how many seeds: every point is compared with the others, and meets the same; give --seeds 10, or as many as the experiment took.`,
    )
  const document = new ExperimentDocument(file, await readFile(file, 'utf8'))
  applyOverrides(document, overrides)
  const at = mainRuns(plan)
  const systems = new Map<string, RunSpec>(at.map(({ axes, spec }) => [String(axes['system']), spec]))
  const assumptions = assumptionsOf({ document: document.value, systems }, settings)
  return { ...wanted, plan, at, assumptions }
}

/** Runs of the first seed at the main setting. */
function mainRuns(plan: Plan): PlannedRun[] {
  const wanted = Object.entries(mainValues(plan))
  const isMain = ({ axes }: PlannedRun) => wanted.every(([name, value]) => axes[name] === value)
  return plan.runs.filter(run => run.spec.seed === plan.seeds[0] && isMain(run))
}
