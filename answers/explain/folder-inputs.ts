/**
 * Where the files lie that a folder of results was made from: the folder keeps their names and hashes, not their places.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { hashOfFile } from '../../bench/experiment/inputs.ts'
import { packageRoot } from '../../bench/run/package.ts'
import type { Provenance } from '../../reports/experiment-results.ts'
import { SwitchyardError } from '../../sim/errors.ts'

/** A file, or a folder of manifests, and whether its bytes are those that the results were made from. */
export interface FoundInput {
  readonly path: string
  readonly isSame: boolean
}

/** Looks for inputs by name. Each is asked for once: two files of the same name are two inputs. */
export class FolderInputs {
  readonly #results: string
  readonly #inputs: Provenance['inputs']
  readonly #folders: string[]
  readonly #left: string[]

  /** `beside`: the folder where somebody says that the files lie; undefined where nobody did. */
  constructor(results: string, { inputs }: Provenance, beside: string | undefined) {
    this.#results = results
    this.#inputs = inputs
    this.#left = Object.keys(inputs)
    this.#folders = [
      ...(beside === undefined ? [] : [beside]),
      '.',
      'examples',
      dirname(results),
      join(results, '..', '..'),
      // The folder of several experiments lies between.
      join(results, '..', '..', '..'),
      join(packageRoot, 'examples'),
    ]
  }

  /**
   * The first of the inputs, unless somebody says where it lies. Other inputs are looked for beside it too.
   *
   * @throws SwitchyardError where it is not found
   */
  async experiment(given: string | undefined): Promise<string> {
    const [key] = this.#left.splice(0, 1)
    const path = given ?? (key === undefined ? undefined : (await this.#file(key))?.path)
    if (path === undefined)
      throw new SwitchyardError(
        `${this.#results}: its experiment, ${key ?? 'which has no file'}, was not found here. Say where it is: --experiment FILE.`,
      )
    this.#folders.unshift(dirname(path))
    return path
  }

  /** The file or folder of an option, which was kept without its place; undefined where there is none. */
  async named(name: string): Promise<FoundInput | undefined> {
    const at = this.#left.findIndex(key => basename(key) === name)
    const [key] = at < 0 ? [] : this.#left.splice(at, 1)
    return key === undefined ? this.#folderOf(name) : this.#file(key)
  }

  /** Another of the same name may lie nearer, so the bytes decide. */
  async #file(key: string): Promise<FoundInput | undefined> {
    const names = new Set([key, basename(key)])
    const paths = this.#folders.flatMap(folder => [...names].map(name => join(folder, name)))
    const found: FoundInput[] = []
    for (const path of new Set(paths)) {
      if (!existsSync(path) || !statSync(path).isFile()) continue
      const isSame = (await hashOfFile(path)) === this.#inputs[key]
      if (isSame) return { path, isSame }
      found.push({ path, isSame })
    }
    return found[0]
  }

  /** A folder of manifests: that with the most files which were read. */
  async #folderOf(name: string): Promise<FoundInput | undefined> {
    let best: { readonly path: string; readonly same: number } | undefined
    for (const path of new Set(this.#folders.map(folder => join(folder, name)))) {
      if (!existsSync(path) || !statSync(path).isDirectory()) continue
      const same = await this.#sameIn(path)
      if (best === undefined || same > best.same) best = { path, same }
    }
    return best && { path: best.path, isSame: best.same > 0 }
  }

  async #sameIn(folder: string): Promise<number> {
    const names = new Set(Object.keys(this.#inputs).map(key => basename(key)))
    const hashes = new Set(Object.values(this.#inputs))
    let same = 0
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isFile() && names.has(entry.name) && hashes.has(await hashOfFile(join(folder, entry.name))))
        same++
    return same
  }
}
