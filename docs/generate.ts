/**
 * Writes everything in the repository that is made from the code: `npm run docs`. A test fails when one of them is stale.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { experimentJsonSchema } from '../bench/experiment/json-schema.ts'
import { pipelineJsonSchema } from '../bench/pipeline-file/pipeline-schema.ts'
import { policyCaseSchema } from '../conformance/policy/case-schema.ts'
import { csvPage } from './csv-page.ts'
import { experimentPage } from './experiment-page.ts'
import { numbersPage } from './numbers-page.ts'
import { pipelinePage } from './pipeline-page.ts'
import { readablePage } from './readable-page.ts'
import { smallLog } from './small-log.ts'
import { systemsPage } from './systems-page.ts'

/** Path in the repository, and what must be in the file. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  'docs/reference/experiment.md': experimentPage,
  'docs/reference/experiment.schema.json': () => `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`,
  'docs/reference/pipeline-file.md': pipelinePage,
  'docs/reference/pipeline-file.schema.json': () => `${JSON.stringify(pipelineJsonSchema(), null, 2)}\n`,
  'docs/reference/numbers.md': numbersPage,
  'docs/reference/readable.md': readablePage,
  'docs/reference/csv.md': csvPage,
  'docs/reference/policy-cases.schema.json': () => `${JSON.stringify(policyCaseSchema(), null, 2)}\n`,
  'docs/reference/systems.md': systemsPage,
  'examples/small.swf': smallLog,
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, text] of Object.entries(generatedFiles)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text())
  }
}
