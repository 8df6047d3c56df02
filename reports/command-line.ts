import type { Provenance } from './experiment-results.ts'

/**
 * Stands beside the command. Results name files without their folders, so that they are the same wherever the files lie.
 */
export const placesOfFiles =
  'Files are given by name alone: run the command in the folder of the experiment, or write the paths where they lie.'

/** The command that makes an experiment's results again, ready to be pasted into a shell beside its files. */
export function commandLine({ inputs, options = [] }: Provenance): string {
  const file = Object.keys(inputs).find(name => /\.ya?ml$/.test(name)) ?? 'experiment.yaml'
  return ['switchyard', 'run', file, ...options].map(quoted).join(' ')
}

/** A word as a POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w./=,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
