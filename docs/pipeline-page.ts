/**
 * The reference of the pipeline file, from its JSON Schema.
 */
import { pipelineJsonSchema } from '../bench/pipeline-file/pipeline-schema.ts'
import { keys, type Schema, section } from './experiment-page.ts'
import { generated, page } from './markdown.ts'

/** The text of docs/reference/pipeline-file.md. */
export function pipelinePage(): string {
  // zod's type of a schema is wider than what it writes here.
  const schema = pipelineJsonSchema() as unknown as Schema
  return page([
    '# Pipeline file',
    generated('bench/pipeline-file/pipeline-schema.ts'),
    'A pipeline is one YAML or JSON file, plain or gzipped; an experiment runs it with [`workload.pipeline-files`](experiment.md#pipeline-files). For editors there is a [JSON Schema](pipeline-file.schema.json). [The guide](../guides/pipelines.md) explains how the parts go together. Quantities and distributions are written as in an [experiment](experiment.md); a list is a list here, never an axis.',
    '## All keys',
    withoutAxes(keys(schema, '')),
    ...Object.entries(schema.$defs ?? {})
      .filter(([, each]) => each.properties !== undefined)
      .flatMap(([name, each]) => section(name, each).map(withoutAxes)),
  ])
}

/** In an experiment one text or several make an axis; here they are what they look like. */
function withoutAxes(text: string): string {
  return text.replaceAll('text, *axis*', 'text or list of text').replaceAll(', *axis*', '')
}
