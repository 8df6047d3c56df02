import { readFileSync } from 'node:fs'

/** What two independent list schedulers made of recorded workflows. */
export const WORKFLOWS = '../shared/reference/workflow/list-scheduling.json'

interface Reference {
  readonly file: string
  readonly makespan: Readonly<Record<string, { readonly fifo: number; readonly hlf: number }>>
}

/** How many makespans there are, and how many of them the test expects to be others here. */
export function workflowMakespans(): { readonly all: number; readonly different: number } {
  const references = JSON.parse(readFileSync(WORKFLOWS, 'utf8')) as readonly Reference[]
  const all = references.flatMap(({ makespan }) => Object.values(makespan)).length * 2
  const source = readFileSync('test/conformance/workflows.test.ts', 'utf8')
  const exceptions = [...source.matchAll(/'(\S+)': \{ '(\d+)': \{ fifo: ([\d.]+), hlf: ([\d.]+) \} \}/g)]
  const different = exceptions.flatMap(([, file, cores, fifo, hlf]) => {
    const { makespan } = references.find(each => each.file === file)!
    const theirs = makespan[cores!]!
    return [theirs.fifo !== Number(fifo), theirs.hlf !== Number(hlf)].filter(Boolean)
  }).length
  return { all, different }
}
