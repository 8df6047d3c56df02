/**
 * A user's policy, held to cases of his own: the scheduler of a simulation is given the policy, and what it does is what is
 * compared.
 */
import { dirname } from 'node:path'
import { sentence } from '../bench/experiment/faults.ts'
import { Inputs } from '../bench/experiment/inputs.ts'
import type { PlannedSystem } from '../bench/experiment/planned-system.ts'
import { Policies } from '../bench/experiment/policies.ts'
import { SystemDraft } from '../bench/experiment/system-draft.ts'
import type { Report } from '../bench/experiment/validation.ts'
import { guardPolicy } from '../bench/policy-file/policy-guard.ts'
import { type PolicyModule, policyMaker } from '../bench/policy-file/policy-module.ts'
import type { PolicySelf } from '../sim/contracts.ts'
import { systems } from '../systems/catalogue.ts'
import type { DeclaredSystem } from '../systems/definition.ts'
import type { Adapter, Answer, CaseFile } from './adapter.ts'
import { Faults, type Part, type PolicyQuestion, readQuestion } from './policy/case-reader.ts'
import { runCase } from './policy/case-run.ts'

const monolithic = systems['monolithic']!

/** One scheduler over all machines, whose every choice is known before the policy makes another. */
const base: DeclaredSystem = {
  ...monolithic,
  root: {
    ...monolithic.root,
    order: 'fifo',
    place: 'first-fit',
    share: 'fifo',
    whenBlocked: 'pass',
    think: { default: { perJob: 0, perTask: 0 } },
  },
  latency: { scheduler: 0, machine: 0, status: 0 },
}

/** Policy files that the cases of one file name, each bundled once. */
const bundled = new WeakMap<CaseFile['fields'], Policies>()

export const policy: Adapter = {
  system: 'policy',
  async answer(asked, file): Promise<Answer> {
    const faults = new Faults(file, asked)
    const question = readQuestion(asked, file, faults.report)
    const system = await systemOf(question, policiesOf(file), faults.report)
    faults.throwIfAny()
    const done = await runCase(question as PolicyQuestion, system.spec, makersOf(system))
    return { found: Object.fromEntries(question.asked!.map(part => [part, shown(done[part])])) }
  },
  normalise(answer) {
    if (!isMap(answer) || !isMap(answer['placements'])) return answer
    return { ...answer, placements: asList(answer['placements']) }
  },
}

function policiesOf(file: CaseFile): Policies {
  const known = bundled.get(file.fields) ?? new Policies(new Inputs(dirname(file.path)))
  bundled.set(file.fields, known)
  return known
}

async function systemOf(
  { policy: written, root, tasks = [] }: Partial<PolicyQuestion>,
  policies: Policies,
  report: Report,
): Promise<PlannedSystem> {
  const draft = new SystemDraft('policy', base, policies, report)
  if (root !== undefined) await draft.change({ root }, [])
  if (written !== undefined) {
    await draft.usePolicy(written, ['policy'])
    const used = await policies.load(written)
    if (root !== undefined && 'module' in used) checkRoot(root, used.module, written, report)
  }
  const planned = draft.planned()
  const { backfills, plans, spec } = planned
  const reserves = backfills || plans
  if (reserves && root?.['when-blocked'] !== undefined && root['when-blocked'] !== 'wait')
    report(
      ['root', 'when-blocked'],
      sentence({
        found: `"${root['when-blocked']}" with an order that backfills`,
        expected: 'wait, since backfilling reserves for the job that waits',
      }),
    )
  // Whoever reserves must know when everything ends, and is told of what he started himself.
  for (const [i, { on }] of tasks.entries())
    if (reserves && on.length > 0)
      report(
        ['tasks', i, 'on'],
        sentence({
          found: 'a task that runs already, with an order that backfills',
          expected: 'tasks that the scheduler started itself, whose ends it knows',
          remedy: 'submit it before the others',
        }),
      )
  return reserves ? { ...planned, spec: { ...spec, root: { ...spec.root, whenBlocked: 'wait' } } } : planned
}

/** A case holds a policy to account, so nothing may stand in the place of what the policy exports. */
function checkRoot(
  root: NonNullable<PolicyQuestion['root']>,
  { order, place, score, share }: PolicyModule,
  written: string,
  report: Report,
): void {
  for (const [key, policy] of [
    ['order', order],
    ['place', place ?? score],
    ['share', share],
  ] as const)
    if (root[key] !== undefined && policy !== undefined)
      report(
        ['root', key],
        sentence({
          found: `"${root[key]}" beside ${written}, which decides that itself`,
          expected: 'only what the policy does not export',
          remedy: 'leave it out',
        }),
      )
}

function makersOf({ policyFiles }: PlannedSystem): Record<string, (self: PolicySelf) => PolicyModule> {
  return Object.fromEntries(
    Object.entries(policyFiles).map(([path, { code }]) => {
      const make = policyMaker(code, path)
      return [path, (self: PolicySelf) => guardPolicy(make(), path, { check: true, streams: self })]
    }),
  )
}

/** One machine as its name, none as null, as cases write it. */
function shown(part: { [P in Part]: unknown }[Part]): unknown {
  if (!isMap(part)) return part
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      Array.isArray(value) && value.length < 2 ? (value[0] ?? null) : value,
    ]),
  )
}

/** Machines of identical tasks have no order; one machine is a list of one. What any of several will do is one of each. */
function asList(value: unknown, name = ''): unknown {
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asList(each, key)]))
  if (/(AnyOf|[oO]neOf)$/.test(name) && Array.isArray(value)) return value.map(each => asList(each))
  if (value === null) return []
  return Array.isArray(value) ? [...value].sort() : [value]
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
