import type { Command } from 'commander'
import { NEVER } from '../sim/engine/time.ts'
import { SwitchyardError } from '../sim/errors.ts'

interface Options {
  readonly pod?: string
  readonly at?: string
  readonly system?: string
  readonly json?: true
}

/** `switchyard why EXPERIMENT`: why a pod is where it is, or nowhere, in the words of the Kubernetes scheduler. */
export function addWhy(program: Command): void {
  program
    .command('why')
    .description('Say why a pod is on its node or on none, or which pods wait for what')
    .argument('<experiment>', 'a YAML file with a system like kubernetes-1.34')
    .option('--pod <name>', 'the pod, as NAME or NAMESPACE/NAME; left out: all that wait')
    .option('--at <time>', 'look no further than this moment of the run, such as 90s or 2h')
    .option('--system <name>', 'the system (default: the first that is Kubernetes)')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
The first run of the system is made again up to the moment, and the last attempt for the pod is shown: why each node was
rejected, or how each plugin scored it. Nodes that sampling left out are looked at too.

Examples:
  switchyard why examples/kubernetes-binding.yaml --at 5min
  switchyard why examples/kubernetes-binding.yaml --pod batch-17-0`,
    )
    .action(why)
}

/** @throws SwitchyardError for a system or a pod that is not there. */
async function why(experiment: string, { pod, at, system, json }: Options): Promise<void> {
  const { explainRun, readDuration, readExperiment, rootKindOf, whyText } = await import('./why-parts.ts')
  const until = at === undefined ? NEVER : readDuration(at)
  if (typeof until !== 'number')
    throw new SwitchyardError(`--at: found ${until.found}, expected ${until.expected}.`)
  const { runs } = await readExperiment(experiment)
  const names = [...new Set(runs.map(({ spec }) => spec.system.name))]
  const run = runs.find(({ spec }) =>
    system === undefined ? rootKindOf(spec) === 'kubernetes' : spec.system.name === system,
  )
  if (run === undefined)
    throw new SwitchyardError(
      system === undefined
        ? `No system of ${experiment} is Kubernetes; it has ${names.join(', ')}. Only the scheduler of Kubernetes can be asked.`
        : `--system: found "${system}", expected one of ${names.join(', ')}.`,
    )
  const explanation = await explainRun(run.spec, until, pod)
  const text = json ? `${JSON.stringify({ run: run.id, ...explanation }, null, 2)}\n` : whyText(explanation)
  process.stdout.write(text)
}
