/**
 * The policy files that an experiment names: bundled once, checked once.
 */
import { basename } from 'node:path'
import { PolicyError } from '../../sim/errors.ts'
import { loadPolicyFile, type PolicyBundle } from '../policy-file/policy-file.ts'
import { instantiatePolicy, type PolicyModule } from '../policy-file/policy-module.ts'
import type { Inputs } from './inputs.ts'

/** A policy file that can be used; `name` is what systems and messages call it. */
export interface LoadedPolicy extends PolicyBundle {
  readonly name: string
  readonly module: PolicyModule
}

export class Policies {
  readonly #inputs: Inputs
  readonly #loaded = new Map<string, Promise<LoadedPolicy | readonly string[]>>()

  constructor(inputs: Inputs) {
    this.#inputs = inputs
  }

  /** The policy of a file, or what is wrong with it, one sentence each. */
  load(written: string): Promise<LoadedPolicy | readonly string[]> {
    const path = this.#inputs.path(written)
    const known = this.#loaded.get(path)
    if (known !== undefined) return known
    const loading = this.#load(written, path)
    this.#loaded.set(path, loading)
    return loading
  }

  async #load(written: string, path: string): Promise<LoadedPolicy | readonly string[]> {
    // Where the file lies must not show in results, unless two files have one name.
    const others = [...this.#loaded.keys()].map(other => basename(other))
    const name = others.includes(basename(path)) ? written : basename(path)
    try {
      const bundle = await loadPolicyFile(path)
      const module = await instantiatePolicy(bundle.code, path)
      this.#inputs.note(path)
      return { ...bundle, name, module }
    } catch (error) {
      if (error instanceof PolicyError) return error.message.split('\n')
      throw error
    }
  }
}
