/**
 * A Gantt chart of a window of a run: a row for each place on a machine, and above them a row for each wait that is explained
 * (Gantt, "Organizing for Work", 1919).
 */
import type { ChartDocument, JsonObject } from '../../reports/charts/chart-document.ts'
import { axis, drawn, frame, headHeight } from '../../reports/charts/frame.ts'
import { styleOf } from '../../reports/charts/palette.ts'
import { decimalsFor, fixed, type Scale, scaleOf } from '../../reports/quantities.ts'
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import type { ExplainedJobs } from './explained-jobs.ts'
import { counted } from './happenings.ts'
import { machineName, machineNumber } from './machine-name.ts'
import { hasFailed, type Span, type TaskBar, type TaskBars, wasStopped } from './task-bars.ts'
import type { Window } from './trace-events.ts'

/** Rows that are legible on one picture. */
const MOST_ROWS = 40
const MOST_WAITS = 10
const ROW = 19
const AXIS_HEIGHT = 100

/** Light for what is not meant, dark for what is; a contrast of 3 or more between the two, also in grey. */
const INK = { task: '#c3cad3', frame: '#6d7682', wait: '#aab2bc', down: '#7b828c', mark: '#1a1a1a' }

/** Null where no task held a machine in the window. */
export function ganttChart(
  { bars, waits, down }: TaskBars,
  window: Window,
  explained: ExplainedJobs,
  runEnd: Time,
): ChartDocument | null {
  if (bars.length === 0) return null
  const waited = [...waits].filter(([, spans]) => total(spans) > 0)
  const waiting = longestOf(waited)
  const { rows, shown, machines } = rowsOf(bars, MOST_ROWS - waiting.length)
  const labels = [...waiting.map(([name]) => `${name} waits`), ...rows]
  const scale = scaleOf('s', [inSeconds(Math.min(window.to, runEnd) - window.from)])
  const at = (time: Time): number => inSeconds(time) * scale.factor
  const [min, max] = [at(window.from), at(Math.min(window.to, runEnd))]
  const piece = (row: string, from: Time, to: Time): JsonObject[] => {
    const [low, high] = [Math.max(min, at(from)), Math.min(max, at(to))]
    return high < low ? [] : [{ x: [drawn(low), drawn(high)], y: row }]
  }
  const end = (bar: TaskBar): JsonObject[] =>
    at(bar.over) < min || at(bar.over) > max ? [] : [{ x: drawn(at(bar.over)), y: rowOf(bar) }]
  const others = shown.filter(({ isExplained }) => !isExplained)
  const own = shown.filter(({ isExplained }) => isExplained)
  const spans = (all: readonly Span[], row: string) => all.flatMap(({ from, to }) => piece(row, from, to))
  const accent = styleOf(0).colour
  const datasets: JsonObject[] = [
    ...barSet(
      'task',
      others.flatMap(bar => piece(rowOf(bar), bar.started, bar.over)),
      {
        backgroundColor: INK.task,
        borderColor: INK.frame,
        barThickness: ROW - 5,
      },
    ),
    ...barSet(
      explained.name,
      own.flatMap(bar => piece(rowOf(bar), bar.started, bar.over)),
      {
        backgroundColor: accent,
        borderColor: accent,
        barThickness: ROW - 5,
      },
    ),
    ...barSet(
      'placed, not running yet',
      shown.flatMap(bar => (bar.started > bar.placed ? piece(rowOf(bar), bar.placed, bar.started) : [])),
      {
        backgroundColor: '#ffffff',
        borderColor: INK.frame,
        barThickness: ROW - 9,
      },
    ),
    ...barSet(
      'waits',
      shown.flatMap(bar => (bar.placed > bar.waits ? piece(rowOf(bar), bar.waits, bar.placed) : [])),
      { backgroundColor: INK.wait, borderColor: INK.wait, barThickness: 2, borderWidth: 0 },
    ),
    ...barSet(
      explained.arrivals.size === 1 ? `${explained.name} waits` : 'their waits',
      waiting.flatMap(([name, all]) => spans(all, `${name} waits`)),
      { backgroundColor: '#c9dcea', borderColor: accent, barThickness: ROW - 11 },
    ),
    ...barSet(
      'machine down or drained',
      down.flatMap(({ machine, span }) =>
        rows.includes(machineName(machine)) ? spans([span], machineName(machine)) : [],
      ),
      { backgroundColor: INK.down, borderColor: INK.down, barThickness: 7 },
    ),
    ...marks('failed, or lost', shown.filter(hasFailed).flatMap(end), 'crossRot'),
    ...marks('killed, or taken away', shown.filter(wasStopped).flatMap(end), 'triangle'),
  ]
  const left = machines - new Set(shown.map(({ machine }) => machine)).size
  const title = titleOf(explained, shown, [min, max], scale)
  const message = messageOf({
    left,
    machines,
    cut: bars.length - shown.length,
    hidden: waited.length - waiting.length,
  })
  return {
    id: 'gantt',
    title,
    message,
    config: {
      type: 'bar',
      data: { labels, datasets },
      options: {
        ...frame({
          title,
          message,
          legend: true,
          pick: 'nearest',
          scales: {
            x: axis(
              'time of the run',
              scale.name,
              { type: 'linear', min: drawn(min), max: drawn(max), ticks: { maxTicksLimit: 9 } },
              'x',
            ),
            y: {
              type: 'category',
              offset: true,
              ticks: { autoSkip: false, font: { size: 12 } },
              grid: { display: false },
            },
          },
        }),
        indexAxis: 'y',
      },
    },
    height: headHeight(title, message) + AXIS_HEIGHT + labels.length * ROW,
    table: {
      headers: ['machine', 'lane', 'job', 'explained', 'placed (s)', 'started (s)', 'over (s)'],
      rows: shown.map(({ machine, lane, job, isExplained, placed, started, over }) => [
        machineNumber(machine),
        lane,
        job,
        isExplained ? 'yes' : 'no',
        inSeconds(placed),
        inSeconds(started),
        inSeconds(over),
      ]),
    },
  }
}

type Waits = readonly [name: string, spans: readonly Span[]]

const total = (spans: readonly Span[]): Time => spans.reduce((sum, { from, to }) => sum + to - from, 0)

/** The longest, in the order given. */
function longestOf(waits: readonly Waits[]): readonly Waits[] {
  const longest = waits.toSorted(([, a], [, b]) => total(b) - total(a)).slice(0, MOST_WAITS)
  return waits.filter(each => longest.includes(each))
}

/** Machines of what is explained first, then by number, as long as all of their lanes fit; and shown by number. */
function rowsOf(bars: readonly TaskBar[], most: number) {
  const lanes = new Map<number, number>()
  const first = new Set<number>()
  for (const { machine, lane, isExplained } of bars) {
    lanes.set(machine, Math.max(lanes.get(machine) ?? 0, lane + 1))
    if (isExplained) first.add(machine)
  }
  const order = [...lanes.keys()].sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || a - b)
  const chosen = new Map<number, number>()
  let left = most
  for (const machine of order) {
    const rows = Math.min(left, lanes.get(machine)!)
    if (rows > 0 && (rows === lanes.get(machine) || chosen.size === 0)) {
      chosen.set(machine, rows)
      left -= rows
    }
  }
  const rows = [...chosen]
    .sort(([a], [b]) => a - b)
    .flatMap(([machine, count]) => Array.from({ length: count }, (_, lane) => rowOf({ machine, lane })))
  const shown = bars.filter(({ machine, lane }) => lane < (chosen.get(machine) ?? 0))
  return { rows, shown, machines: lanes.size }
}

function rowOf({ machine, lane }: Pick<TaskBar, 'machine' | 'lane'>): string {
  return lane === 0 ? machineName(machine) : `${machineNumber(machine)} / ${lane + 1}`
}

function barSet(label: string, data: readonly JsonObject[], look: JsonObject): JsonObject[] {
  if (data.length === 0) return []
  return [
    {
      label,
      data,
      grouped: false,
      borderWidth: 1,
      borderSkipped: false,
      minBarLength: 1,
      pointStyle: 'rect',
      ...look,
    },
  ]
}

function marks(label: string, data: readonly JsonObject[], pointStyle: string): JsonObject[] {
  if (data.length === 0) return []
  return [
    {
      type: 'scatter',
      label,
      data,
      pointStyle,
      pointRadius: 5.5,
      borderWidth: 2.5,
      borderColor: INK.mark,
      backgroundColor: '#ffffff',
      order: -1,
    },
  ]
}

function titleOf(
  { name }: ExplainedJobs,
  shown: readonly TaskBar[],
  [min, max]: readonly [number, number],
  { name: unit }: Scale,
): string {
  const decimals = decimalsFor(max - min, 2)
  const when = `from ${fixed(min, decimals)} to ${fixed(max, decimals)} ${unit}`
  const machines = counted(new Set(shown.map(({ machine }) => machine)).size, 'machine')
  const others = shown.every(({ isExplained }) => isExplained) ? '' : ' and others'
  const who = name === '' ? '' : `${name.charAt(0).toUpperCase()}${name.slice(1)}${others}: `
  return `${who}${launches(shown.length)} on ${machines}, ${when}`
}

/** A task that is launched again counts again. */
const launches = (count: number): string => (count === 1 ? '1 launch' : `${count} launches`)

interface LeftOut {
  readonly left: number
  readonly machines: number
  readonly cut: number
  readonly hidden: number
}

function messageOf({ left, machines, cut, hidden }: LeftOut): string {
  const out = [
    ...(left > 0 ? [`${left} of ${counted(machines, 'machine')}`] : []),
    ...(cut > 0 ? [launches(cut)] : []),
    ...(hidden > 0 ? [`the waits of ${hidden} more, which are shorter`] : []),
  ]
  const said = out.length === 0 ? '' : ` Left out: ${out.join(', ')}.`
  return `A bar is a launch of a task; those side by side on a machine have rows of their own. A thin line before a bar is its wait, as far as its row was free.${said}`
}
