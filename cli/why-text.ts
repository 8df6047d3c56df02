/**
 * An explanation of pods as text for the terminal.
 */
import type { ExplainedPod, Explanation, WaitingPod } from '../bench/why.ts'
import { printable } from '../reports/printable.ts'
import type { ExaminedNode } from '../systems/kubernetes/examination.ts'

/** Nodes that are listed one by one; of more, the best. */
const LISTED = 12
/** Names that stand for others of their group. */
const EXAMPLES = 4
/** Messages of pods that wait, the most frequent first. */
const MESSAGES = 20

export function whyText({ endS, isEnd, explained, waiting }: Explanation): string {
  const end = isEnd ? `The run ends at ${endS} s, before the moment that was asked for.\n` : ''
  if (explained !== null) return `${end}${podText(explained)}\n`
  if (waiting.length === 0) return `${end}At ${endS} s no pod waits for a node.\n`
  return `${end}${waitingText(waiting, endS)}\n`
}

function podText({ pod, attempts, atS, node, message, nodes }: ExplainedPod): string {
  const passing = nodes.filter(({ status }) => status === null)
  const said = node === null ? [`found no node: ${message}`] : [`chose ${node}${placeText(passing, node)}`]
  return [
    `Pod ${pod}, attempt ${attempts}, at ${atS} s: the scheduler ${said}`,
    ...(passing.length === 0 ? [] : ['', ...scoreTable(passing, node)]),
    ...rejections(nodes),
  ]
    .map(line => printable(line))
    .join('\n')
}

function placeText(passing: readonly ExaminedNode[], node: string): string {
  const best = passing[0]?.total
  const equal = passing.filter(({ total }) => total === best).length
  const own = passing.find(({ name }) => name === node)
  if (own === undefined || passing.length === 1) return ', the only one that takes it'
  if (own.total !== best) return `, of those that it looked at; ${passing[0]!.name} scores more`
  return equal === 1 ? ', which scores most' : `, one of ${equal} that score most`
}

/** One line for each of the best nodes, with the weighted score of each plugin. */
function scoreTable(passing: readonly ExaminedNode[], node: string | null): string[] {
  const plugins = [...new Set(passing.flatMap(({ scores }) => Object.keys(scores)))]
  const shown = passing.slice(0, LISTED)
  const chosen = passing.find(({ name }) => name === node)
  if (chosen !== undefined && !shown.includes(chosen)) shown.push(chosen)
  const rows = [
    ['node', 'total', ...plugins],
    ...shown.map(({ name, total, scores }) => [
      name === node ? `${name} *` : name,
      String(total),
      ...plugins.map(plugin => (scores[plugin] === undefined ? '–' : String(scores[plugin]))),
    ]),
  ]
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)))
  const lines = rows.map(row =>
    row
      .map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  )
  const more = passing.length - shown.length
  return [
    `${passing.length} of the nodes can take it; scores are weighted:`,
    '',
    ...lines,
    ...(more > 0 ? [`… and ${more} more`] : []),
  ]
}

/** Nodes that cannot take it, by plugin and reason. */
function rejections(nodes: readonly ExaminedNode[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { name, status } of nodes) {
    if (status === null) continue
    const why = `${status.plugin === '' ? '' : `${status.plugin}: `}${status.reasons.join(', ')}`
    groups.set(why, [...(groups.get(why) ?? []), name])
  }
  if (groups.size === 0) return []
  const lines = [...groups]
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([why, names]) => `  ${names.length}  ${why}  (${exampleText(names)})`)
  return ['', 'Nodes that cannot:', ...lines]
}

function waitingText(waiting: readonly WaitingPod[], endS: number): string {
  const groups = new Map<string, WaitingPod[]>()
  for (const pod of waiting) {
    const message = pod.message === '' ? 'not tried yet' : pod.message
    groups.set(message, [...(groups.get(message) ?? []), pod])
  }
  const sorted = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  const lines = sorted.slice(0, MESSAGES).flatMap(([message, pods]) => {
    const since = Math.min(...pods.map(({ sinceS }) => sinceS))
    return [
      `${pods.length} ${pods.length === 1 ? 'pod' : 'pods'}, the first since ${since} s (${exampleText(pods.map(({ pod }) => pod))})`,
      `  ${message}`,
    ]
  })
  const more = sorted.length - MESSAGES
  return [
    `At ${endS} s, ${waiting.length} ${waiting.length === 1 ? 'pod waits' : 'pods wait'} for a node:`,
    '',
    ...lines,
    ...(more > 0 ? [`… and ${more} more messages`] : []),
  ]
    .map(line => printable(line))
    .join('\n')
}

function exampleText(names: readonly string[]): string {
  const shown = names.slice(0, EXAMPLES).join(', ')
  return names.length > EXAMPLES ? `${shown} …` : shown
}
