/**
 * From an experiment file to a plan: all runs, or all faults.
 */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { WorkloadSpec } from '../../workloads/spec.ts'
import type { Plan, PlannedRun } from '../plan.ts'
import { type Combination, combinations, type FoundAxis, findAxes } from './axes.ts'
import { check } from './checks.ts'
import { baselineOf, checkHeadline, type ScopeNames } from './comparison.ts'
import { readersIn, takingDefinitions } from './definition-takers.ts'
import { ExperimentDocument } from './document.ts'
import { ExperimentTypes } from './experiment-types.ts'
import { ExperimentError, type Fault, sentence } from './faults.ts'
import { planHardware } from './hardware.ts'
import { hypothesesOf } from './hypotheses.ts'
import { statement } from './hypothesis-schema.ts'
import { Inputs, missing } from './inputs.ts'
import { MOST_RUNS } from './limits.ts'
import { takingManifests } from './manifest-takers.ts'
import type { PlannedManifests } from './manifests.ts'
import { meanOverOf } from './mean-over.ts'
import { applyOverrides, type Overrides, wordsOf } from './overrides.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { PlannedWorkload } from './planned-workload.ts'
import { Policies } from './policies.ts'
import { precisionOf } from './precision.ts'
import { seedNames } from './precision-text.ts'
import { runId } from './run-id.ts'
import { withSchedulerConfiguration } from './scheduler-configuration.ts'
import type { About } from './schema.ts'
import { scorecardOf } from './scorecard.ts'
import { scorecardEntry } from './scorecard-schema.ts'
import { planSystem, withoutIdle } from './system.ts'
import type { TakingSystem } from './taking-system.ts'
import { traceExperiment } from './trace-experiment.ts'
import { type Path, type Report, soundEntries } from './validation.ts'
import { planWorkload } from './workload.ts'

/**
 * Reads an experiment and plans its runs; without a file, the trace of the overrides on batch systems.
 *
 * @throws ExperimentError with every fault of the file and of the overrides, one line each, in the order of the file.
 */
export async function readExperiment(file: string | undefined, overrides: Overrides = {}): Promise<Plan> {
  if (file === undefined) return new Reader(traceExperiment(overrides.trace), undefined).plan(overrides)
  const found = missing(file)
  if (found !== undefined) {
    const expected = 'an experiment (YAML)'
    throw new ExperimentError([{ place: { source: file }, key: '', sentence: sentence({ found, expected }) }])
  }
  const document = new ExperimentDocument(file, await readFile(file, 'utf8'))
  return new Reader(document, resolve(file)).plan(overrides)
}

/** One combination, with what could be read of it. */
interface Candidate {
  readonly system: PlannedSystem | undefined
  readonly workload: PlannedWorkload | undefined
  readonly runs: readonly PlannedRun[]
}

class Reader {
  readonly #document: ExperimentDocument
  readonly #faults: Fault[]
  readonly #inputs: Inputs
  readonly #policies: Policies
  #value: Record<string, unknown> = {}
  readonly #report: Report

  constructor(document: ExperimentDocument, file: string | undefined) {
    this.#document = document
    this.#faults = [...document.faults]
    this.#inputs = new Inputs(file === undefined ? process.cwd() : dirname(file))
    if (file !== undefined) this.#inputs.note(this.#inputs.path(file))
    this.#policies = new Policies(this.#inputs)
    this.#report = this.#reportAt(path => path)
  }

  async plan(overrides: Overrides): Promise<Plan> {
    const document = this.#document
    for (const { option, sentence } of applyOverrides(document, overrides)) {
      this.#faults.push({ place: { source: option }, key: '', sentence })
    }
    this.#value = allSystems(document.value)
    const types = new ExperimentTypes(this.#value)
    const axes = this.#axes(types)
    const whole = types.about(this.#value)
    const { seeds: written = [] } = whole
    const seeds = seedNames(written)
    this.#limitRuns(axes, Math.max(1, seeds.length))
    const candidates: Candidate[] = []
    for (const combination of combinations(this.#value, axes)) {
      candidates.push(await this.#candidate(combination, types, seeds))
    }
    const shown = axes.map(({ name, values }) => ({ name, values }))
    const meanOver = meanOverOf(whole['mean-over'], shown, this.#report)
    const compared = shown.filter(({ name }) => name !== meanOver)
    const baseline = baselineOf(whole.baseline, compared, this.#report)
    const scopes = scopeNames(candidates)
    const { headline: told } = whole
    if (told !== undefined) checkHeadline(told, scopes, this.#report)
    const precision =
      told === undefined || !('mostSeeds' in written)
        ? undefined
        : precisionOf(written, { headline: told, meanOver, scopes }, this.#report)
    const scorecard = scorecardOf(
      soundEntries(scorecardEntry().shape, this.#value['scorecard']),
      scopes,
      this.#report,
    )
    const statements = (key: string) => soundEntries(statement().shape, this.#value[key])
    const expected = {
      hypotheses: statements('hypotheses'),
      checks: statements('checks'),
      headline: told,
    }
    const hypotheses = hypothesesOf(expected, shown, scopes, this.#report)
    if (this.#faults.length > 0) throw new ExperimentError(this.#faults)
    // Nothing is missing where nothing is wrong.
    const { name, question, headline } = whole as About
    const options = wordsOf(overrides)
    return {
      ...(options.length === 0 ? {} : { options }),
      name,
      question: question ?? name,
      axes: shown,
      seeds,
      ...(precision === undefined ? {} : { precision }),
      baseline,
      headline,
      ...(meanOver === undefined ? {} : { meanOver }),
      ...(scorecard.length === 0 ? {} : { scorecard }),
      ...(hypotheses.length === 0 ? {} : { hypotheses }),
      runs: candidates.flatMap(({ runs }) => runs),
      inputs: await this.#inputs.hashes(),
    }
  }

  /** The axes of the file; the system is always one, so that reports have something to name. */
  #axes({ point }: ExperimentTypes): FoundAxis[] {
    const value = this.#value
    const report = this.#report
    const axes = findAxes(value, point)
    for (const { path, values } of axes) {
      const twice = values.find((one, i) => values.indexOf(one) < i)
      if (twice !== undefined) {
        report(
          path,
          sentence({
            found: `${JSON.stringify(twice)} twice in a list`,
            expected: 'every value once',
            remedy: 'delete one',
          }),
        )
      }
      if (path[0] === 'systems' && Array.isArray(value['system']) && value['system'].length > 1) {
        const remedy = 'write one system for each value'
        report(
          path,
          sentence({
            found: 'a list inside one of several systems',
            expected: 'one value: other systems would run again for nothing',
            remedy,
          }),
        )
      }
    }
    if (value['system'] === undefined) {
      report(
        ['system'],
        sentence({ found: 'nothing', expected: 'the name of a system', remedy: 'add system: or systems:' }),
      )
    }
    if (!axes.some(({ path }) => path[0] === 'system')) {
      const raw = [value['system']]
      axes.unshift({ path: ['system'], name: 'system', raw, values: raw.map(String) })
    }
    return axes
  }

  /** Throws where there are more runs than can be planned. */
  #limitRuns(axes: readonly FoundAxis[], seeds: number): void {
    const factors = [
      ...axes.map(({ name, values }) => ({ name, size: values.length })),
      { name: 'seeds', size: seeds },
    ]
    const runs = factors.reduce((product, { size }) => product * size, 1)
    if (runs <= MOST_RUNS) return
    const product = factors.map(({ name, size }) => `${size} ${name}`).join(' × ')
    const found = `${runs} runs (${product})`
    this.#report([], sentence({ found, expected: `at most ${MOST_RUNS}`, remedy: 'split the experiment' }))
    throw new ExperimentError(this.#faults)
  }

  async #candidate(
    combination: Combination,
    types: ExperimentTypes,
    seeds: readonly string[],
  ): Promise<Candidate> {
    const { value, axes } = combination
    const report = this.#reportAt(combination.place)
    const sections = types.sections(value, report)
    const written = new Set(Object.keys(value).filter(key => value[key] !== undefined && value[key] !== null))
    const drafted = await planSystem(sections, keysOf(value['systems']), this.#policies, report)
    const planned = withSchedulerConfiguration(drafted, this.#inputs, report)
    const workload = await planWorkload(sections, written, this.#inputs, readersIn(planned), report)
    const hardware = planHardware(sections, workload, this.#inputs, report)
    const { definitions, classes = [] } = workload ?? {}
    const apps = planned && definitions && takingDefinitions(planned, definitions, classes)
    const objects = takingObjects(apps?.system ?? planned, workload?.manifests)
    const system = objects?.system ?? apps?.system ?? planned
    const remarks = [...(apps?.remarks ?? []), ...(objects?.remarks ?? [])]
    check({ sections, system, workload, hardware }, report)
    const { 'warm-up': warmup, until, slices } = sections
    const runs: PlannedRun[] = []
    if (
      workload &&
      hardware &&
      system &&
      warmup !== undefined &&
      until !== undefined &&
      slices !== undefined
    ) {
      const { spec, policyFiles } = withoutIdle(system, workload.classes)
      for (const seed of seeds) {
        const run = {
          system: spec,
          hardware,
          workload: withRemarks(workload.spec, remarks),
          seed,
          warmup,
          until,
          slices,
          check: false,
          policyFiles,
        }
        runs.push({ id: runId(axes, seed), axes, spec: run })
      }
    }
    return { system, workload, runs }
  }

  #reportAt(place: (path: Path) => Path): Report {
    return (path, sentence, about = 'value') => {
      const where = this.#document.where(place(path), about)
      // --policy makes a system of its own, whose key its user did not write.
      const key = where.source.startsWith('--policy ') ? '' : path.join('.')
      this.#faults.push({ place: where, key, sentence })
    }
  }
}

/** Where no system is named, all systems that are defined, in the place of the definitions. */
function allSystems(value: Record<string, unknown>): Record<string, unknown> {
  const { system, systems } = value
  if (system !== undefined || !isMap(systems)) return value
  const names = ['system', Object.keys(systems)] as const
  return Object.fromEntries(
    Object.entries(value).flatMap(entry => (entry[0] === 'systems' ? [names, entry] : [entry])),
  )
}

function takingObjects(
  system: PlannedSystem | undefined,
  manifests: PlannedManifests | undefined,
): TakingSystem | undefined {
  return system && manifests && takingManifests(system, manifests)
}

/** The workload, with what is to be said of its definitions and manifests. */
function withRemarks(spec: WorkloadSpec, remarks: TakingSystem['remarks']): WorkloadSpec {
  return spec.kind === 'mix' && remarks.length > 0 ? { ...spec, remarks } : spec
}

function keysOf(value: unknown): ReadonlySet<string> {
  return new Set(isMap(value) ? Object.keys(value) : [])
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names of all classes and frameworks that some run has. */
function scopeNames(candidates: readonly Candidate[]): ScopeNames {
  const classes = candidates.flatMap(({ workload }) => workload?.classes ?? [])
  const frameworks = candidates.flatMap(({ system }) => system?.spec.frameworks ?? [])
  return { class: [...new Set(classes)], framework: [...new Set(frameworks.map(({ name }) => name))] }
}
