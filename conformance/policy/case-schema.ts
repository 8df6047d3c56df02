/**
 * Cases that hold a user's policy to what he expects of it: every field, its type, its default and what it means.
 *
 * Quantities are written as in an experiment.
 */
import * as z from 'zod'
import { MOST_MACHINES } from '../../bench/experiment/limits.ts'
import { cpu, duration, either, memory, policy, text, whole } from '../../bench/experiment/quantities.ts'
import { scheduler } from '../../bench/experiment/system-schema.ts'

const machine = z
  .strictObject({
    name: text('the name of a machine')
      .optional()
      .describe('How the case calls it; left out: machine-1 for the first, and so on.'),
    cpu: cpu().describe('Cores.'),
    memory: memory({ zero: true }).prefault('0 MiB').describe('Memory.'),
    resources: z.record(z.string(), cpu()).optional().describe('Named resources, such as { "gpu": 4 }.'),
    attributes: z
      .record(z.string(), text('the value of an attribute'))
      .optional()
      .describe('What it is labelled with, such as { "rack": "r1" }.'),
  })
  .meta({ id: 'machine' })

const task = z
  .strictObject({
    name: text('the name of a task')
      .optional()
      .describe('How the case calls it; left out: task-1 for the first, and so on.'),
    count: whole(1).prefault(1).describe('So many identical tasks: one job.'),
    on: either('the name of a machine, or a list of names', [
      text('the name of a machine'),
      z.array(text('the name of a machine')).min(1),
    ])
      .optional()
      .describe('Machines on which tasks of it run already when it comes, each once for every task.'),
    cpu: cpu().prefault(1).describe('Cores that one task holds.'),
    memory: memory({ zero: true }).prefault('0 MiB').describe('Memory that one task holds.'),
    resources: z.record(z.string(), cpu()).optional().describe('Named resources that one task holds.'),
    needs: z
      .record(z.string(), text('the value of an attribute'))
      .optional()
      .describe('Attributes that its machine must have.'),
    class: text('the name of a class of jobs').prefault('batch').describe('Class of the job.'),
    submitted: duration({ zero: true }).prefault('0 s').describe('When it comes.'),
    duration: duration({ never: true })
      .prefault('never')
      .describe('How long one task runs; never: for as long as the case lasts.'),
    estimate: duration({ never: true })
      .optional()
      .describe('The user’s estimate of the duration; left out: the duration.'),
    priority: whole(-(2 ** 31))
      .prefault(0)
      .describe('Larger goes first under the order "priority".'),
    user: whole(0).optional().describe('Number of the user; left out: unknown.'),
    gang: z.boolean().default(false).describe('All of its tasks start together or not at all.'),
  })
  .meta({ id: 'task' })

/** What a case asks. */
export const question = z.strictObject({
  policy: policy([]).describe(
    'The policy file, from the folder of the case file. What it exports takes the place of the built-in policy of that kind; a rule comes on top of the others.',
  ),
  machines: z
    .array(machine, { error: 'found no list, expected machines such as [{ "cpu": 4, "memory": "8 GiB" }]' })
    .min(1)
    .max(MOST_MACHINES)
    .describe('The machines, in the order in which the policy sees them.'),
  tasks: z
    .array(task, { error: 'found no list, expected tasks such as [{ "name": "web", "cpu": 1 }]' })
    .min(1)
    .describe('What is to be placed, in order of submission where times are the same.'),
  root: scheduler.whole
    .pick({ order: true, place: true, spread: true, rules: true, share: true, 'when-blocked': true })
    .strict()
    .optional()
    .describe(
      'Policies beside the one that is held to the case, as in an experiment. Left out: fifo, first-fit, no rules, share fifo; a job that does not fit lets others pass unless the order backfills.',
    ),
  until: duration({ never: true, zero: true })
    .prefault('never')
    .describe('When the case ends; never: when nothing is left to happen.'),
  seed: text('a word or a number').prefault('1').describe('Seed of the chance that the policy may draw.'),
})

const names = z.array(z.string())
/** A value, or `{ oneOf: […] }` of such values. */
const orOneOf = <T extends z.ZodType>(value: T) =>
  z.union([value, z.strictObject({ oneOf: z.array(value).describe('Any of these will do.') })])

/** What the policy must do. Tasks may be named as `webAnyOf` too, with a list of which any will do. */
export const expectation = z.strictObject({
  placements: z
    .record(z.string(), orOneOf(z.union([z.string(), z.null(), names])))
    .optional()
    .describe(
      'For a task the machine that it was put on, a list for several in any order, null for none; those that ran already are not counted.',
    ),
  order: orOneOf(names)
    .optional()
    .describe('Names of tasks in the order in which the first of each was put on a machine.'),
  refusals: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .optional()
    .describe(
      'For a task, and a machine on which none of it may start at the moment at which it comes, the reason: "no room", or the sentence of the rule. null: it may.',
    ),
})

const id = z.union([z.string(), z.number()]).optional().describe('Unique in the file.')
const system = z.literal('policy').describe('Whom the case asks: a policy.')
const comment = z.string().optional().describe('For readers.')
const comments = { name: comment, title: comment, note: comment, source: comment }

/** Fields of a case file beside its cases that are no part of a question. */
export const ABOUT_FILE = ['$schema', 'system', 'title', 'notes', 'note', 'count']

const oneCase = question
  .extend({ id, system, ...comments, expected: expectation.describe('What the policy must do.') })
  .meta({ id: 'case' })

/** A case file: a list of cases, and what holds for all of them. */
export const caseFile = question.partial().extend({
  $schema: z.string().optional().describe('Where this schema is, for editors.'),
  system,
  title: comment,
  note: comment,
  cases: z
    .array(oneCase.partial().required({ expected: true }).meta({ id: 'case-of-a-file' }))
    .min(1)
    .describe('The cases. What the file says beside them holds for each that does not say otherwise.'),
})

/** JSON Schema (draft 2020-12) of a case file: a list of cases, or a single case. */
export function policyCaseSchema(): z.core.JSONSchema.BaseSchema {
  const { $schema, ...rest } = z.toJSONSchema(z.union([caseFile, oneCase]), { io: 'input' })
  return { $schema: $schema!, title: 'Switchyard policy cases', ...rest }
}

export type Question = z.output<typeof question>
export type Task = Question['tasks'][number]
export type Machine = Question['machines'][number]
