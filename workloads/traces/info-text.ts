import type { OmegaInfo } from './omega-info.ts'
import { omegaReasons } from './omega-pass.ts'
import type { SwfInfo } from './swf-info.ts'
import { swfPeculiarities } from './swf-info.ts'
import { swfReasons } from './swf-rules.ts'
import type { Irregularity } from './trace-faults.ts'
import type { Spread } from './value-counts.ts'

const HOUR_S = 3_600
const DAY_S = 86_400
/** Columns of running text; tables may be wider. */
const WIDTH = 100
const LABEL_WIDTH = 20

/** A number for people: thousands grouped, at most two decimals, two digits of what is below 1. */
export function grouped(value: number): string {
  if (Math.abs(value) < 1) return value.toLocaleString('en-US', { maximumSignificantDigits: 2 })
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 })
}

/** `1 job`, `2 jobs`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A log in the Standard Workload Format, described for people. */
export function swfInfoText(info: SwfInfo, advice: readonly string[]): string {
  const first = (label: string) => info.header[label]?.[0]?.split('\n')[0]?.trim()
  const machine = [first('Computer'), first('Installation')].filter(Boolean).join(', ')
  const size =
    info.processors === null ? 'not in the header' : `${grouped(info.processors)} (${info.processorsFrom})`
  const load = info.offeredLoad === null ? 'unknown' : `${info.offeredLoad.toFixed(3)} of the machine`
  const users = info.users === 0 ? 'users unknown' : counted(info.users, 'user')
  return page([
    [`${info.file}: Standard Workload Format${first('Version') ? ` ${first('Version')}` : ''}`],
    [
      ...(machine === '' ? [] : [row('Machine', machine)]),
      row('Processors', size),
      row('Jobs', `${grouped(info.jobs)} on ${counted(info.lines, 'line')}, ${users}`),
      row('Submissions', submissions(info)),
      row('Offered load', load),
    ],
    spreads([
      ['Processors of a job', info.size],
      ['Run time (s)', info.runTimeS],
      ['Requested time (s)', info.requestedTimeS],
    ]),
    malformed(info.malformed),
    [
      `A replay with the default options runs ${grouped(info.usable)} of ${counted(info.jobs, 'job')}` +
        (info.replay.length > 0 ? ':' : '.'),
      ...irregularities(info.replay, swfReasons, info.jobs),
    ],
    info.peculiar.length === 0
      ? []
      : ['Peculiar, each counted on its own:', ...irregularities(info.peculiar, swfPeculiarities, info.jobs)],
    info.missing.length === 0
      ? []
      : wrapped(
          '',
          `Missing in every job: ${info.missing.map(({ name, field }) => `${name} (${field})`).join(', ')}`,
        ),
    advised(advice),
  ])
}

/** An Omega job list, described for people. */
export function omegaInfoText(info: OmegaInfo, advice: readonly string[]): string {
  return page([
    [`${info.file}: job list of the Omega simulator`],
    [
      row('Jobs', `${grouped(info.jobs)} on ${counted(info.lines, 'line')}`),
      row('Submissions', submissions(info)),
    ],
    ...info.classes.map(part => [
      `Class ${part.name}: ${counted(part.jobs, 'job')}, ${counted(part.tasks, 'task')}` +
        (part.offeredCores === null ? '' : `, ${grouped(part.offeredCores)} cores busy on average`),
      ...spreads([
        ['Tasks of a job', part.tasksPerJob],
        ['Duration (s)', part.durationS],
        ['Cores of a task', scaled(part.cpuMilli, 1000)],
        ['Memory (MiB)', part.memoryMiB],
      ]),
    ]),
    malformed(info.malformed),
    irregularities(info.replay, omegaReasons, info.jobs),
    advised(advice),
  ])
}

export function page(sections: readonly (readonly string[])[]): string {
  const filled = sections.filter(section => section.length > 0)
  return filled.map(section => section.map(line => `${line.trimEnd()}\n`).join('')).join('\n')
}

export function row(label: string, value: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${value}`
}

function submissions(info: { firstSubmitS: number | null; lastSubmitS: number | null }): string {
  const { firstSubmitS: first, lastSubmitS: last } = info
  if (first === null || last === null) return 'none'
  const [unit, length] = last - first < 2 * DAY_S ? ['hours', HOUR_S] : ['days', DAY_S]
  return `${grouped(first)} s to ${grouped(last)} s, ${((last - first) / length).toFixed(2)} ${unit}`
}

const statistics = ['min', 'p50', 'p90', 'p99', 'max', 'mean'] as const

export function spreads(rows: readonly (readonly [string, Spread | null])[]): string[] {
  const present = rows.filter((entry): entry is readonly [string, Spread] => entry[1] !== null)
  if (present.length === 0) return []
  const cells = present.map(([, spread]) => statistics.map(name => grouped(spread[name])))
  const widths = statistics.map(
    (name, at) => Math.max(name.length, ...cells.map(line => line[at]!.length)) + 2,
  )
  const table = (line: readonly string[]) => line.map((cell, at) => cell.padStart(widths[at]!)).join('')
  return [row('', table(statistics)), ...present.map(([label], at) => row(label, table(cells[at]!)))]
}

function scaled(spread: Spread | null, by: number): Spread | null {
  if (spread === null) return null
  const { count, min, p50, p90, p99, max, mean } = spread
  return { count, min: min / by, p50: p50 / by, p90: p90 / by, p99: p99 / by, max: max / by, mean: mean / by }
}

function irregularities(
  entries: readonly Irregularity[],
  meanings: Readonly<Record<string, string>>,
  jobs: number,
): string[] {
  const width = grouped(jobs).length
  return entries.map(({ reason, effect, count, firstLine }) => {
    const what = effect === 'kept' ? '' : `${effect}  `
    return `  ${grouped(count).padStart(width)}  ${what}${meanings[reason] ?? reason} (first on line ${firstLine})`
  })
}

function malformed(lines: { readonly count: number; readonly shown: readonly string[] }): string[] {
  if (lines.count === 0) return []
  const hidden = lines.count - lines.shown.length
  return [
    `Lines that cannot be read: ${grouped(lines.count)}`,
    ...lines.shown.map(line => `  ${line}`),
    ...(hidden > 0 ? [`  … and ${grouped(hidden)} more like these`] : []),
  ]
}

function advised(advice: readonly string[]): string[] {
  return advice.length === 0 ? [] : ['Advice:', ...advice.flatMap(sentence => wrapped('  - ', sentence))]
}

/** Lines of at most `WIDTH` columns; those after the first are indented below the text behind the bullet. */
export function wrapped(bullet: string, text: string): string[] {
  const [first = '', ...others] = text.split(' ')
  const indent = ' '.repeat(Math.max(2, bullet.length))
  const lines = [bullet + first]
  for (const word of others) {
    const longer = `${lines[lines.length - 1]} ${word}`
    if (longer.length > WIDTH) lines.push(indent + word)
    else lines[lines.length - 1] = longer
  }
  return lines
}
