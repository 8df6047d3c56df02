/**
 * What is in a pipeline, before it costs a simulation.
 */
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { inSeconds, NEVER } from '../../sim/engine/time.ts'
import type { DistributionSpec, StageSpec } from '../../workloads/spec.ts'
import { meanDuration } from '../../workloads/synthetic/load.ts'
import { mean, meanRounded, meanRoundedUp } from '../../workloads/synthetic/mean.ts'
import { counted, grouped, page, row, spreads, wrapped } from '../../workloads/traces/info-text.ts'
import { type Spread, ValueCounts } from '../../workloads/traces/value-counts.ts'
import { type PipelineFile, readPipelineFile } from './pipeline-file.ts'

/** Everything worth knowing about a pipeline before it is run; plain data. Distributions count with their means. */
export interface PipelineInfo {
  readonly format: 'pipeline' | 'wfformat'
  /** Of WfFormat. */
  readonly version?: string
  readonly file: string
  readonly name: string
  readonly stages: number
  /** Stages without parents are of the first level, all others one behind the last of their parents. */
  readonly levels: number
  /** Most stages of one level. */
  readonly widest: number
  readonly tasks: number
  /** Cores × seconds of one run without failures. */
  readonly coreSeconds: number
  /** Seconds along the longest way through the stages: no run without failures is shorter. */
  readonly criticalPathS: number
  /** Is anything drawn at random? Then the three numbers above are means, and a single run differs. */
  readonly isDrawn: boolean
  /** Stages that say how often their tasks fail. */
  readonly failing: number
  readonly durationS: Spread | null
  readonly cpu: Spread | null
  readonly memoryMiB: Spread | null
  /** What of the file is not simulated as it stands there, and of how many stages. */
  readonly remarks: PipelineFile['remarks']
}

/** Characters by which a file is told. */
const BEGINNING = 4096

/** Does the file begin as a pipeline does: with a JSON map, or with a key of YAML? False also where it cannot be read. */
export async function isPipelineFile(path: string): Promise<boolean> {
  const text = await beginning(path).catch(() => '')
  const first = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .find(line => line.trim() !== '' && !/^\s*(#|---)/.test(line))
  return first !== undefined && /^\s*(\{|"?[A-Za-z][\w -]*"?\s*:(\s|$))/.test(first)
}

async function beginning(path: string): Promise<string> {
  let text = ''
  for (const zipped of [false, true]) {
    const file = createReadStream(path)
    const source = zipped ? file.pipe(createGunzip()) : file
    file.on('error', error => source.destroy(error))
    text = ''
    for await (const chunk of source) {
      text += (chunk as Buffer).toString('latin1')
      if (text.length >= BEGINNING) break
    }
    file.destroy()
    if (!text.startsWith('\u001f\u008b')) break
  }
  return text
}

/** @throws SwitchyardError with every fault of the file. */
export async function pipelineInfo(path: string): Promise<PipelineInfo> {
  const pipeline = await readPipelineFile(path)
  const { stages, format, version, name, remarks } = pipeline
  const levels = levelsOf(stages)
  const sizes = new Map<number, number>()
  for (const level of levels) sizes.set(level, (sizes.get(level) ?? 0) + 1)
  const tasks = stages.map(stage => meanRoundedUp(stage.tasks))
  const spread = (value: (stage: StageSpec) => number) => {
    const counts = new ValueCounts()
    for (const stage of stages) counts.add(value(stage))
    return counts.spread()
  }
  return {
    format: format === 'wfformat' ? 'wfformat' : 'pipeline',
    ...(version !== undefined && { version }),
    file: path,
    name,
    stages: stages.length,
    levels: sizes.size,
    widest: Math.max(...sizes.values()),
    tasks: tasks.reduce((sum, each) => sum + each, 0),
    coreSeconds: stages.reduce(
      (sum, stage, i) =>
        sum + (tasks[i]! * inSeconds(meanDuration(stage.duration)) * meanRounded(stage.cpuMilli)) / 1000,
      0,
    ),
    criticalPathS: inSeconds(criticalPath(stages)),
    isDrawn: stages.some(({ tasks, duration, cpuMilli }) => [tasks, duration, cpuMilli].some(isDrawn)),
    failing: stages.filter(canFail).length,
    durationS: spread(({ duration }) => inSeconds(meanDuration(duration))),
    cpu: spread(({ cpuMilli }) => meanRounded(cpuMilli) / 1000),
    memoryMiB: spread(({ memoryMiB }) => mean(memoryMiB)),
    remarks,
  }
}

/** The description as text for a terminal, ending with a line feed. */
export function pipelineInfoText(info: PipelineInfo): string {
  const what = info.format === 'wfformat' ? `WfFormat ${info.version}` : 'pipeline of Switchyard'
  const about = info.isDrawn ? ' on average' : ''
  const failing =
    info.failing === 0
      ? 'no stage says how often its tasks fail: the experiment may (mean-time-to-failure)'
      : `${info.failing} of ${counted(info.stages, 'stage')} say how often their tasks fail`
  return page([
    [`${info.file}: ${what}${info.name === '' ? '' : `, ${info.name}`}`],
    [
      row(
        'Stages',
        `${grouped(info.stages)} in ${counted(info.levels, 'level')}, at most ${grouped(info.widest)} in one`,
      ),
      row('Tasks of a run', `${grouped(info.tasks)}${about}`),
      row('Work of a run', `${grouped(info.coreSeconds / 3600)} core-hours${about}`),
      row(
        'Longest way',
        `${grouped(info.criticalPathS / 60)} min${about}: no run without failures is shorter`,
      ),
      row('Failures', failing),
    ],
    spreads([
      ['Task runs (s)', info.durationS],
      ['Cores of a task', info.cpu],
      ['Memory (MiB)', info.memoryMiB],
    ]),
    info.remarks.flatMap(({ remark, count }) => wrapped('', `${counted(count, 'stage')} ${remark}.`)),
  ])
}

function levelsOf(stages: readonly StageSpec[]): number[] {
  const levels: number[] = []
  for (const { parents } of stages)
    levels.push(parents.reduce((most, parent) => Math.max(most, levels[parent]! + 1), 0))
  return levels
}

/** The longest sum of mean durations from a stage without parents to one without children, µs. */
function criticalPath(stages: readonly StageSpec[]): number {
  const ends: number[] = []
  for (const { parents, duration } of stages) {
    const start = parents.reduce((latest, parent) => Math.max(latest, ends[parent]!), 0)
    ends.push(start + meanDuration(duration))
  }
  return ends.reduce((latest, end) => Math.max(latest, end), 0)
}

function isDrawn(spec: DistributionSpec): boolean {
  return spec.kind !== 'constant'
}

function canFail({ meanTimeToFailure, fails }: StageSpec): boolean {
  return fails !== undefined || (meanTimeToFailure !== undefined && meanTimeToFailure !== NEVER)
}
