/**
 * Why the nodes of an attempt rejected the pod, those together that did for the same reasons.
 */
import type { RejectedBy } from '../../sim/measure/long-wait.ts'
import type { Decision, Rejections } from './decision.ts'
import type { Status } from './plugin.ts'

/** Nodes that are named of each kind. */
const NAMED = 3

type Group = RejectedBy & { machines: number; readonly such: string[] }

/** Most nodes first; nodes that no plugin looked at, and the room that preemption did not find, are not among them. */
export function rejectedBy({ nodes, rejections, absent, preFilter }: Decision): RejectedBy[] {
  const groups = new Map<string, Group>()
  const add = ({ plugin, reasons }: Status, machines: number, names: readonly string[]): void => {
    const key = [plugin, ...reasons].join('\n')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { by: plugin, reasons, machines, such: [...names] })
    else {
      group.machines += machines
      group.such.push(...names.slice(0, NAMED - group.such.length))
    }
  }
  if (preFilter !== null) add(preFilter, nodes, [])
  else {
    for (const [status, machines] of rejections.tally) add(status, machines, namesOf(status, rejections))
    const unseen = nodes - rejections.length
    if (absent !== null && unseen > 0) add(absent, unseen, [])
  }
  return [...groups]
    .sort(([a, one], [b, other]) => other.machines - one.machines || (a < b ? -1 : 1))
    .map(([, group]) => group)
}

function namesOf(status: Status, rejections: Rejections): string[] {
  return rejections.such(status, NAMED).map(({ node }) => node.name)
}
