/**
 * Which folder the results of a plan go to: finished runs are never overwritten by other ones, so an experiment that was
 * edited goes on in its folder where all finished runs stay what they are, and beside it where one would not.
 */
import { existsSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { SwitchyardError } from '../../sim/errors.ts'
import { differences, type FolderPlan, readPlan } from './folder-plan.ts'
import { fingerprintsIn, readFolder } from './run-files.ts'
import { unfinishedSuffix } from './whole-file.ts'

/**
 * What to do with a folder that holds another experiment: go beside it, take its place and keep only the runs that are
 * the same, or delete its runs first.
 */
export type WhenDifferent = 'beside' | 'in-place' | 'start-afresh'

export interface FolderChoice {
  readonly path: string
  /** Files of finished runs, in this folder and in those that were passed over, by fingerprint. */
  readonly runFiles: ReadonlyMap<string, string>
  /** Finished runs of the folder that are no part of the plan: they are kept, and ignored. */
  readonly others: number
  /** Why the folder is not the one that was asked for, in a sentence. */
  readonly because?: string
}

/** @throws SwitchyardError for a folder that is not Switchyard's: nothing is ever written into it. */
export async function chooseFolder(
  asked: string,
  wanted: FolderPlan,
  whenDifferent: WhenDifferent,
): Promise<FolderChoice> {
  const runFiles = new Map<string, string>()
  let why: string | undefined
  for (let number = 1; ; number++) {
    const path = number === 1 ? asked : `${plainName(asked)}-${number}`
    if (number > 1 && !(await isOurs(path))) continue
    const found = await look(path)
    const prints = found === undefined ? new Map<string, string>() : await fingerprintsIn(path)
    for (const [name, print] of prints) {
      if (!runFiles.has(print)) runFiles.set(print, join(path, 'runs', name))
    }
    if (whenDifferent === 'beside' && !belongs(wanted, prints)) {
      why ??= found === undefined ? '' : differences(found, wanted).join('; ')
      continue
    }
    const names = new Set(wanted.runs.map(({ id }) => `${id}.json`))
    const others = [...prints.keys()].filter(name => !names.has(name)).length
    const choice = { path, runFiles, others }
    if (why === undefined) return choice
    const because = `${asked} holds other results: ${why}. These are beside them, in ${path}.`
    return { ...choice, because }
  }
}

/** The plan of a folder of results; undefined where nothing is yet. */
async function look(path: string): Promise<FolderPlan | undefined> {
  // Shards that start together meet the plan that one of them is just writing.
  const names = (await readFolder(path)).filter(name => !name.endsWith(unfinishedSuffix))
  if (names.includes('plan.json')) return readPlan(join(path, 'plan.json'))
  if (names.length === 0) return undefined
  throw new SwitchyardError(
    `${path} is not empty and holds no plan.json, so it is not a folder of results. Choose another one with --out.`,
  )
}

/** May results lie here? A folder beside the one that was asked for is passed over where it is somebody else's. */
async function isOurs(path: string): Promise<boolean> {
  return (
    !existsSync(path) ||
    (await look(path)
      .then(() => true)
      .catch(() => false))
  )
}

/**
 * Do these finished runs belong to the plan? They do if some of them are runs of it, and none would be overwritten.
 * Where nothing is finished nothing is lost: a trace or policy with a fault was mended meanwhile.
 */
function belongs(wanted: FolderPlan, prints: ReadonlyMap<string, string>): boolean {
  const byName = new Map(wanted.runs.map(({ id, fingerprint }) => [`${id}.json`, fingerprint]))
  const known = new Set(byName.values())
  const found = [...prints]
  return (
    found.every(([name, print]) => (byName.get(name) ?? print) === print) &&
    (found.length === 0 || found.some(([, print]) => known.has(print)))
  )
}

/** The folder's path so that something can be put behind its name. */
function plainName(path: string): string {
  const name = basename(path)
  const plain = name === '.' || name === '..' || name === '' ? relative('.', resolve(path)) : path
  return (plain === '' ? join('..', basename(resolve(path))) : plain).replace(/[\\/]+$/, '')
}
