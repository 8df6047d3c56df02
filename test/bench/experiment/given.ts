/**
 * Experiments in a folder of their own, and what reading them says.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach } from 'vitest'
import { ExperimentError } from '../../../bench/experiment/faults.ts'
import type { Overrides } from '../../../bench/experiment/overrides.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import type { Plan } from '../../../bench/plan.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A new folder with these files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** Plans the experiment of this text; other files lie beside it. */
export function plan(
  text: string,
  overrides: Overrides = {},
  beside: Readonly<Record<string, string>> = {},
): Promise<Plan> {
  const folder = folderWith({ 'x.yaml': text, ...beside })
  return readExperiment(join(folder, 'x.yaml'), overrides)
}

/** The message about the experiment of this text, with paths as if the test ran in its folder. */
export async function faultsOf(
  text: string,
  overrides: Overrides = {},
  beside: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = folderWith({ 'x.yaml': text, ...beside })
  try {
    await readExperiment(join(folder, 'x.yaml'), overrides)
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error
    return withoutFolder(error.message, folder)
  }
  return 'no faults'
}

/** The text without the folder's path, absolute or relative. */
export function withoutFolder(text: string, folder: string): string {
  return text.replaceAll(`${relative(process.cwd(), folder)}/`, '').replaceAll(`${folder}/`, '')
}

/** The smallest experiment; tests add what they are about. */
export const smallest = `name: Smallest
system: monolithic
machines: { count: 10, cpu: 4, memory: 8 GiB }
workload:
  jobs: { interarrival: exponential 10 s, duration: 1 min }
until: 1 h
`
