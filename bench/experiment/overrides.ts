/**
 * Options of the command line that change an experiment before it is read.
 */
import { basename, resolve } from 'node:path'
import type { ExperimentDocument } from './document.ts'
import { sentence } from './faults.ts'
import { isPolicyFile } from './quantities.ts'
import { unprintableIn, unprintableSentence } from './unprintable.ts'
import { yamlDocument } from './yaml-documents.ts'

/** A value at a path of the experiment file, as YAML would give it. */
export interface PlacedSetting {
  readonly path: readonly string[]
  readonly value: unknown
}

export interface Overrides {
  /** Replay this log; takes the place of `trace.file`. Relative to the working directory. */
  readonly trace?: string
  /** Dumps of a cluster, in the place of the one that the experiment names, or of its machines. */
  readonly cluster?: readonly string[]
  /** So many seeds, or until a mean is known so well. */
  readonly seeds?: number | string
  /** Adds a system: the first one, with the policies of this file. Relative to the working directory. */
  readonly policy?: string
  /** Settings by dotted key, as YAML: `{ 'root.order': 'easy', load: '[0.5, 0.9]' }`. */
  readonly set?: Readonly<Record<string, string>>
  /** Settings by path, for what no dotted key can say, such as a system whose name has a dot. */
  readonly placed?: readonly PlacedSetting[]
  /** Leave out what only a comparison of its runs needs: `baseline` and `mean-over`. */
  readonly alone?: true
}

/** The overrides as words of the command line, for whoever runs the experiment again; files without their folders. */
export function wordsOf({ trace, cluster = [], policy, seeds, set = {} }: Overrides): string[] {
  return [
    ...(trace === undefined ? [] : ['--trace', basename(trace)]),
    ...cluster.flatMap(file => ['--cluster', basename(file)]),
    ...(policy === undefined ? [] : ['--policy', basename(policy)]),
    ...(seeds === undefined ? [] : ['--seeds', String(seeds)]),
    ...Object.entries(set).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
  ]
}

interface OverrideFault {
  readonly option: string
  readonly sentence: string
}

/** Changes the document; returns what could not be done. */
export function applyOverrides(document: ExperimentDocument, overrides: Overrides): OverrideFault[] {
  const faults: OverrideFault[] = []
  if (overrides.alone) for (const key of ['baseline', 'mean-over']) delete document.value[key]
  const put = (option: string, path: readonly string[], value: unknown) => {
    const fault = document.override({ option, path, value })
    if (fault !== undefined) faults.push({ option, sentence: fault })
  }
  for (const [key, text] of Object.entries(overrides.set ?? {})) {
    const option = `--set ${key}=${text}`
    const setting = yamlDocument(text, { merge: true })
    const broken = [...setting.errors, ...setting.warnings]
    const code = broken.length === 0 ? unprintableIn(setting.toJS()) : undefined
    if (code !== undefined) faults.push({ option, sentence: unprintableSentence(code) })
    else if (broken.length === 0) put(option, key.split('.'), setting.toJS())
    else
      faults.push({
        option,
        sentence: sentence({
          found: 'text that is not YAML',
          expected: 'a value',
          remedy: 'quote it if it is text',
        }),
      })
  }
  for (const { path, value } of overrides.placed ?? []) put(`${path.join('.')}=${value}`, path, value)
  const { trace, seeds, policy } = overrides
  if (seeds !== undefined) put(`--seeds ${seeds}`, ['seeds'], seeds)
  if (trace !== undefined) {
    const option = `--trace ${trace}`
    const own = ['workload', 'lublin', 'omega'].find(kind => document.value[kind] !== undefined)
    if (own === undefined) put(option, ['trace', 'file'], resolve(trace))
    else
      faults.push({
        option,
        sentence: sentence({
          found: `an experiment with jobs of its own (${own})`,
          expected: 'one with a trace',
          remedy: `put trace: in the place of ${own}:, or run an experiment such as examples/replay.yaml`,
        }),
      })
  }
  if (overrides.cluster !== undefined) {
    const { cluster } = document.value
    const path = isMap(cluster) ? ['cluster', 'files'] : ['cluster']
    // The nodes of the dump are the machines.
    delete document.value['machines']
    put(
      `--cluster ${overrides.cluster.join(' --cluster ')}`,
      path,
      overrides.cluster.map(file => resolve(file)),
    )
  }
  if (policy !== undefined) {
    if (isPolicyFile(policy)) addSystem(document, policy, put)
    else
      faults.push({
        option: `--policy ${policy}`,
        sentence: sentence({ found: `"${basename(policy)}"`, expected: 'a policy file (.ts or .js)' }),
      })
  }
  return faults
}

/** The first system once more, under the name of the policy file and with its policies. */
function addSystem(
  document: ExperimentDocument,
  file: string,
  put: (option: string, path: readonly string[], value: unknown) => void,
): void {
  const { value } = document
  const defined = isMap(value['systems']) ? value['systems'] : {}
  const written = value['system'] ?? Object.keys(defined)
  const names: unknown[] = Array.isArray(written) ? written : [written]
  const first = String(names[0])
  const stem = basename(file).replace(/\.\w+$/, '')
  const name = names.includes(stem) || Object.hasOwn(defined, stem) ? basename(file) : stem
  const base = isMap(defined[first]) ? defined[first] : {}
  value['system'] = names
  const option = `--policy ${file}`
  put(option, ['system', String(names.length)], name)
  put(option, ['systems', name], { like: first, ...structuredClone(base), policy: resolve(file) })
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
