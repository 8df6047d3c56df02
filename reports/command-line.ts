import type { AxisValue, Provenance } from './experiment-results.ts'

/**
 * Stands beside the command. Results name files without their folders, so that they are the same wherever the files lie.
 */
export const placesOfFiles =
  'Files are given by name alone: run the command in the folder of the experiment, or write the paths where they lie.'

/** The command that makes an experiment's results again, ready to be pasted into a shell beside its files. */
export function commandLine(provenance: Provenance): string {
  return words(['switchyard', 'run', fileOf(provenance), ...(provenance.options ?? [])])
}

/** A run by its axes and seed, and a pod of it. */
export interface AskedPod {
  readonly axes: Readonly<Record<string, AxisValue>>
  readonly seed: string
  readonly pod: string
}

/** The command that says why the pod is where it is, likewise. */
export function whyCommand(provenance: Provenance, { axes, seed, pod }: AskedPod): string {
  const { system, ...others } = axes
  return words([
    ...['switchyard', 'why', fileOf(provenance), ...(provenance.options ?? [])],
    ...(system === undefined ? [] : ['--system', String(system)]),
    ...Object.entries(others).flatMap(([axis, value]) => ['--at', `${axis}=${value}`]),
    ...(provenance.seeds.length > 1 ? ['--seed', seed] : []),
    ...['--pod', pod],
  ])
}

function fileOf({ inputs }: Provenance): string {
  return Object.keys(inputs).find(name => /\.ya?ml$/.test(name)) ?? 'experiment.yaml'
}

function words(command: readonly string[]): string {
  return command.map(quoted).join(' ')
}

/** A word as a POSIX shell reads it back. */
function quoted(word: string): string {
  return /^[\w./=,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
