import { join } from 'node:path'
import type { Command } from 'commander'
import { MOST_RUNS } from '../bench/experiment/limits.ts'
import { packageRoot } from '../bench/run/package.ts'
import { NEVER } from '../sim/engine/time.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { repeated, type Setting, setting, wholeNumber } from './options.ts'

interface Options {
  readonly pod?: string
  readonly at?: readonly string[]
  readonly system?: string
  readonly seed?: string
  readonly experiment?: string
  readonly inputs?: string
  readonly set?: readonly Setting[]
  readonly seeds?: number
  readonly cluster?: readonly string[]
  readonly trace?: string
  readonly policy?: string
  readonly json?: true
  readonly quiet?: true
}

/** `switchyard why EXPERIMENT`: why a pod is where it is, or nowhere, in the words of the Kubernetes scheduler. */
export function addWhy(program: Command): void {
  program
    .command('why')
    .description('Say why a pod is on its node or on none, or which pods wait for what')
    .argument('[results]', 'an experiment file with a system like kubernetes-1.34, or a folder of results')
    .option('--pod <name>', 'the pod, as NAME or NAMESPACE/NAME; left out: all that wait')
    .option(
      '--at <time>',
      'look no further than this moment of the run, such as 90s or 2h; or the value of another axis: load=0.9; may be repeated',
      repeated,
    )
    .option('--system <name>', 'the system (default: the first that is Kubernetes)')
    .option('--seed <name>', 'the seed (default: that of the first run)')
    .option('--experiment <file>', 'where the experiment of a folder lies, if it is not found')
    .option('--inputs <folder>', 'where the trace, dump or policy file of a folder lies, if not found')
    .option('--set <key=value>', 'change a setting of an experiment file; may be repeated', setting)
    .option('--seeds <n>', 'number of seeds of an experiment file', wholeNumber('--seeds', MOST_RUNS))
    .option('--cluster <dump>', 'as in switchyard run; may be repeated', repeated)
    .option('--trace <file>', 'as in switchyard run')
    .option('--policy <file>', 'as in switchyard run')
    .option('--json', 'print one JSON document')
    .option('--quiet', 'do not say which run it is')
    .addHelpText(
      'after',
      `
The run is made again up to the moment, and the last attempt for the pod is shown: why each node was rejected, or how
each plugin scored it. Nodes that sampling left out are looked at too.

Examples:
  switchyard why examples/kubernetes-binding.yaml --at 5min
  switchyard why examples/kubernetes-binding.yaml --pod batch-17-0
  switchyard why --cluster dump.yaml --pod shop/web-0`,
    )
    .action(why)
}

/** @throws SwitchyardError for a run or a pod that is not there, and for a system that is not Kubernetes. */
async function why(results: string | undefined, options: Options): Promise<void> {
  const {
    pod,
    at = [],
    system,
    seed,
    experiment,
    inputs,
    set = [],
    seeds,
    cluster,
    trace,
    policy,
    json,
    quiet,
  } = options
  const { askedRun, explainRun, printable, readDuration, rootKindOf, whyText } = await import(
    './why-parts.ts'
  )
  const axes = at.filter(text => text.includes('=')).map(text => cut(text))
  const moments = at.filter(text => !text.includes('='))
  const faults: string[] = []
  if (moments.length > 1) faults.push(`--at: found the moments ${moments.join(' and ')}, expected one.`)
  const [until = NEVER] = moments.map(text => {
    const time = readDuration(text)
    if (typeof time === 'number') return time
    faults.push(`--at: found ${time.found}, expected ${time.expected}, or AXIS=VALUE.`)
    return NEVER
  })
  const chosen = new Map(system === undefined ? [] : [['system', system]])
  for (const [axis, value] of axes) {
    const other = chosen.get(axis)
    if (other !== undefined && other !== value)
      faults.push(`--at ${axis}=${value}: found ${other} too, expected one value.`)
    chosen.set(axis, value)
  }
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  const asked = {
    results: results ?? exampleFor(cluster),
    at: Object.fromEntries(chosen),
    set: Object.fromEntries(set),
    ...(seed === undefined ? {} : { seed }),
    ...(seeds === undefined ? {} : { seeds }),
    ...(experiment === undefined ? {} : { experiment }),
    ...(inputs === undefined ? {} : { inputs }),
    files: {
      ...(cluster === undefined ? {} : { cluster }),
      ...(trace === undefined ? {} : { trace }),
      ...(policy === undefined ? {} : { policy }),
    },
  }
  const { run, others } = await askedRun(asked, {
    runs: spec => system !== undefined || rootKindOf(spec) === 'kubernetes',
    refusal: `No system of ${asked.results} is Kubernetes. Only the scheduler of Kubernetes can be asked.`,
  })
  if (others > 0 && !quiet)
    process.stderr.write(
      `Run ${printable(run.id)}, the first of ${others + 1}; --system, --at and --seed choose another.\n`,
    )
  const explanation = await explainRun(run.spec, until, pod)
  const text = json ? `${JSON.stringify({ run: run.id, ...explanation }, null, 2)}\n` : whyText(explanation)
  process.stdout.write(text)
}

function cut(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  return [text.slice(0, at), text.slice(at + 1)]
}

/** A cluster alone is for the example that is made for it. */
function exampleFor(cluster: readonly string[] | undefined): string {
  if (cluster !== undefined) return join(packageRoot, 'examples', 'kubernetes.yaml')
  throw new SwitchyardError(
    'why: expected an experiment file, such as examples/kubernetes-binding.yaml, a folder of results, or --cluster and a dump.',
  )
}
