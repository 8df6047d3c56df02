/**
 * Reads a chart by keyboard: arrow keys walk over its points, show what a pointer would show, and say it aloud.
 */
import { type Item, readout } from './readout.ts'

/** A point of a chart: where all series are read together, `dataset` says nothing. */
export interface Position {
  readonly index: number
  readonly dataset: number
}

/** Steps of the keys; Home and End go as far as there are points. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/**
 * Where a key leads; null for Escape, undefined for a key that is left to the browser. Left and right walk along the
 * points, up and down do too where series are read together, and change the series where each is read alone. `has` says
 * which places hold a point: others (headings) are passed over.
 */
export function moved(
  at: Position | null,
  key: string,
  sizes: readonly number[],
  together: boolean,
  has: (position: Position) => boolean,
): Position | null | undefined {
  if (key === 'Escape') return null
  const across = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0
  const step = steps[key] ?? (together && across !== 0 ? across : undefined)
  if (step === undefined && across === 0) return undefined
  if (at === null) return search({ index: 0, dataset: 0 }, 1, sizes, has)
  if (step === undefined) {
    const dataset = Math.min(sizes.length - 1, Math.max(0, at.dataset + across))
    const share = at.index / Math.max(1, sizes[at.dataset]! - 1)
    return { index: Math.round(share * (sizes[dataset]! - 1)), dataset }
  }
  const last = (together ? Math.max(...sizes) : sizes[at.dataset]!) - 1
  const index = Math.min(last, Math.max(0, at.index + step))
  const direction = Math.sign(step)
  const target = { index, dataset: at.dataset }
  // Where nothing is left in this direction, the nearest point the other way, which may be where one stands.
  return search(target, direction, sizes, has) ?? search(target, -direction, sizes, has) ?? at
}

function search(
  from: Position,
  direction: number,
  sizes: readonly number[],
  has: (position: Position) => boolean,
): Position | null {
  const most = Math.max(...sizes)
  for (let index = from.index; index >= 0 && index < most; index += direction) {
    if (has({ ...from, index })) return { ...from, index }
  }
  return null
}

/** The parts of an element that are used. */
export interface Element {
  textContent: string
  tabIndex: number
  setAttribute(name: string, value: string): void
  onkeydown: ((event: { key: string; preventDefault(): void }) => void) | null
  onblur: (() => void) | null
}

interface Active {
  readonly datasetIndex: number
  readonly index: number
}

/** The part of a Chart.js chart that is used. */
interface Chart {
  readonly data: { readonly datasets: readonly { readonly data: readonly unknown[] }[] }
  readonly options: { readonly interaction?: { readonly mode?: string } }
  readonly tooltip?: {
    readonly dataPoints?: readonly Item[]
    setActiveElements(active: readonly Active[], at: { x: number; y: number }): void
  }
  getDatasetMeta(at: number): {
    readonly data: readonly { readonly x: number; readonly y: number; readonly skip?: boolean }[]
  }
  isDatasetVisible(at: number): boolean
  setActiveElements(active: readonly Active[]): void
  render(): void
}

/** Makes the chart's box a stop of the Tab key that answers to arrow keys; what is read goes into `output` too. */
export function readByKeys(chart: Chart, box: Element, output: Element): void {
  box.tabIndex = 0
  box.setAttribute('role', 'application')
  box.setAttribute('aria-roledescription', 'chart, read with the arrow keys')
  let at: Position | null = null
  const { datasets } = chart.data
  const together = chart.options.interaction?.mode === 'index'
  const exists = (dataset: number, index: number): boolean => {
    const point = datasets[dataset]?.data[index] as { x?: unknown; y?: unknown } | undefined
    return point != null && point.x !== null && point.y !== null && chart.isDatasetVisible(dataset)
  }
  const activeAt = ({ index, dataset }: Position): Active[] =>
    datasets
      .map((_, datasetIndex) => ({ datasetIndex, index }))
      .filter(each => (together || each.datasetIndex === dataset) && exists(each.datasetIndex, index))
  const show = (active: readonly Active[]): void => {
    const [first] = active
    const place = first === undefined ? undefined : chart.getDatasetMeta(first.datasetIndex).data[first.index]
    chart.setActiveElements(active)
    chart.tooltip?.setActiveElements(active, { x: place?.x ?? 0, y: place?.y ?? 0 })
    chart.render()
    const items = active.length === 0 ? [] : (chart.tooltip?.dataPoints ?? [])
    output.textContent = [readout.title(items), ...items.map(readout.label)]
      .filter(text => text !== '')
      .join('; ')
  }
  box.onkeydown = event => {
    const sizes = datasets.map(({ data }) => data.length)
    const next = moved(at, event.key, sizes, together, position => activeAt(position).length > 0)
    if (next === undefined) return
    event.preventDefault()
    at = next
    show(at === null ? [] : activeAt(at))
  }
  box.onblur = () => {
    at = null
    show([])
  }
}
