/**
 * The file of a pipeline: every key, its type, its default and what it means.
 */
import * as z from 'zod'
import { durationDistribution, numberDistribution } from '../experiment/distributions.ts'
import { once } from '../experiment/late-map.ts'
import { MOST_STAGES } from '../experiment/limits.ts'
import { common, fails } from '../experiment/part-schema.ts'
import { duration, either, text } from '../experiment/quantities.ts'

const stageName = () => text('the name of a stage')

const stage = once(() =>
  z
    .strictObject({
      name: stageName().describe('What the stage is called; unique in the file.'),
      parents: either('the name of a stage, or a list of names', [stageName(), z.array(stageName())])
        .transform(parents => (Array.isArray(parents) ? parents : [parents]))
        .prefault([])
        .describe('The stages that must have finished before it starts: a name, or a list of names.'),
      tasks: numberDistribution().prefault(1).describe('Tasks of the stage, rounded up.'),
      duration: durationDistribution().describe('How long one task runs.'),
      cpu: common.cpu(),
      memory: common.memory(),
      'mean-time-to-failure': duration({ never: true })
        .optional()
        .describe(
          'Mean time between failures of a running task (exponential); left out: as the experiment says.',
        ),
      fails: fails()
        .optional()
        .describe('Failures that come in any case, beside those by the mean time; drawn anew for every run.'),
      gang: z.boolean().default(false).describe('All tasks of the stage start together or not at all.'),
      resources: common.resources(),
      needs: common.needs(),
    })
    .meta({ id: 'stage' }),
)

export const pipelineFile = once(() =>
  z.strictObject({
    name: text('the name of the pipeline')
      .optional()
      .describe('What the pipeline is called; left out: the name of its file.'),
    stages: z
      .array(stage(), {
        error: issue =>
          issue.code === 'invalid_type' ? 'found no list, expected a list of stages' : undefined,
      })
      .min(1, { error: 'found no stages, expected at least one stage' })
      .max(MOST_STAGES, { error: `found too many stages, expected at most ${MOST_STAGES}` })
      .describe('The stages, in any order.'),
  }),
)

export type WrittenStage = z.output<ReturnType<typeof stage>>

/** JSON Schema (draft 2020-12) of the file, for editors. */
export function pipelineJsonSchema(): z.core.JSONSchema.BaseSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Switchyard pipeline',
    ...z.toJSONSchema(pipelineFile(), { io: 'input' }),
  }
}
