import type { Provenance } from './experiment-results.ts'

/** The command that makes an experiment's results again, ready to be pasted into a shell beside its files. */
export function commandLine({ inputs, options = [] }: Provenance): string {
  const file = Object.keys(inputs).find(name => /\.ya?ml$/.test(name)) ?? 'experiment.yaml'
  return ['switchyard', 'run', file, ...options].map(quoted).join(' ')
}

/** A word as a POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w./=,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
