/**
 * Policies of a source, and what is said of them.
 */
import { join } from 'node:path'
import { loadPolicyFile } from '../../../bench/policy-file/policy-file.ts'
import { instantiatePolicy, type PolicyModule } from '../../../bench/policy-file/policy-module.ts'
import { PolicyError } from '../../../sim/errors.ts'
import { folderWith, withoutFolder } from '../experiment/given.ts'

/** Bundles and instantiates a policy of this source. */
export async function policy(
  source: string,
  beside: Readonly<Record<string, string>> = {},
): Promise<PolicyModule> {
  const path = join(folderWith({ 'my-policy.ts': source, ...beside }), 'my-policy.ts')
  return instantiatePolicy((await loadPolicyFile(path)).code, path)
}

/** What is said about a policy of this source. */
export async function faultsOf(
  source: string,
  beside: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = folderWith({ 'my-policy.ts': source, ...beside })
  const path = join(folder, 'my-policy.ts')
  try {
    await instantiatePolicy((await loadPolicyFile(path)).code, path)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    return withoutFolder(error.message, folder)
  }
  return 'no faults'
}
