/**
 * The options that a folder of results was made with, as they are given again.
 */
import type { Overrides } from '../../bench/experiment/overrides.ts'
import type { Provenance } from '../../reports/experiment-results.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { FolderInputs } from './folder-inputs.ts'

/** Files that somebody names now, in the place of those that were named then. */
export type NamedFiles = Pick<Overrides, 'trace' | 'cluster' | 'policy'>

/**
 * Finds the files of the options by their names and hashes. A policy file may have changed in ways that change no run;
 * whoever compares the runs sees whether it did.
 *
 * @throws SwitchyardError with a line for each file that is gone or has changed
 */
export async function folderOptions(
  results: string,
  { options: words = [] }: Provenance,
  files: NamedFiles,
  inputs: FolderInputs,
): Promise<Overrides> {
  const set: Record<string, string> = {}
  const cluster: string[] = []
  const found: { trace?: string; policy?: string } = {}
  let seeds: number | string | undefined
  const faults: string[] = []
  const place = async (option: string, name: string): Promise<string> => {
    const input = await inputs.named(name)
    const made = `${results} was made with ${option} ${name}`
    if (input === undefined)
      faults.push(`${made}, which was not found here. Say which folder it lies in: --inputs FOLDER.`)
    else if (!input.isSame && option !== '--policy')
      faults.push(
        `${made}, and ${input.path} has changed since. Give the folder of the file as it was, --inputs FOLDER, or run the experiment again.`,
      )
    return input?.path ?? name
  }
  for (let i = 0; i < words.length; i += 2) {
    const [option, value] = [words[i]!, words[i + 1]!]
    if (option === '--seeds') seeds = /^\d+$/.test(value) ? Number(value) : value
    else if (option === '--set') set[value.slice(0, value.indexOf('='))] = value.slice(value.indexOf('=') + 1)
    else if (option === '--cluster' && files.cluster === undefined) cluster.push(await place(option, value))
    else if (option === '--trace') found.trace = files.trace ?? (await place(option, value))
    else if (option === '--policy') found.policy = files.policy ?? (await place(option, value))
  }
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return {
    set,
    ...found,
    ...(cluster.length > 0 && { cluster }),
    ...files,
    ...(seeds !== undefined && { seeds }),
  }
}
