/**
 * Everything that is wrong with experiments and policies, found without running them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, relative, resolve } from 'node:path'
import { parse } from 'yaml'
import { SwitchyardError } from '../sim/errors.ts'
import { readExperiment } from './experiment/read.ts'
import { DOES_NOT_COMPILE, loadPolicyFile } from './policy-file/policy-file.ts'
import { instantiatePolicy } from './policy-file/policy-module.ts'
import { typeFaults } from './policy-file/policy-types.ts'

/** What was found in one file: one sentence for each fault, none if it can be used. */
export interface Checked {
  readonly file: string
  readonly faults: readonly string[]
}

/** Checks the files, and the policies that experiments among them name; every file once. */
export async function checkFiles(files: readonly string[]): Promise<Checked[]> {
  const checked = new Map<string, Checked>()
  const queue = [...files]
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const path = resolve(file)
    if (checked.has(path)) continue
    const policy = /\.(ts|mts|js|mjs)$/.test(file)
    const faults = policy ? await policyFaults(file) : await experimentFaults(file)
    checked.set(path, { file, faults })
    if (!policy) queue.push(...policiesOf(file))
  }
  return [...checked.values()]
}

async function experimentFaults(file: string): Promise<string[]> {
  if (!/^\.ya?ml$/.test(extname(file))) {
    return [`${file}: found neither an experiment nor a policy by its name, expected .yaml, .yml, .ts or .js`]
  }
  return said(() => readExperiment(file))
}

/** Its types, also where it cannot be loaded, but not where it has no syntax to type; what is wrong twice is told in the words of the loader. */
async function policyFaults(file: string): Promise<string[]> {
  const faults = await said(async () => {
    const { code } = await loadPolicyFile(file)
    instantiatePolicy(code, file)
  })
  if (!existsSync(file) || faults.some(fault => fault.includes(DOES_NOT_COMPILE))) return faults
  const placeOf = (fault: string) => /^.*?:\d+:\d+: /.exec(fault)?.[0]
  const told = new Set(faults.map(placeOf))
  return [...faults, ...(await typeFaults(file)).filter(fault => !told.has(placeOf(fault)))]
}

async function said(act: () => Promise<unknown>): Promise<string[]> {
  try {
    await act()
    return []
  } catch (error) {
    if (error instanceof SwitchyardError) return error.message.split('\n')
    throw error
  }
}

/** Policy files that an experiment names anywhere and that exist; that one does not is a fault of the experiment. */
function policiesOf(file: string): string[] {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) visit(each)
    if (typeof value !== 'string' || !/\.(ts|mts|js|mjs)$/.test(value)) return
    const path = resolve(dirname(file), value)
    if (existsSync(path)) found.push(relative(process.cwd(), path))
  }
  try {
    visit(parse(readFileSync(file, 'utf8')))
  } catch {
    // Told already by the reader of experiments.
  }
  return found
}
