import type { Command } from 'commander'
import { exitCodes } from './exit.ts'

/** `switchyard check FILE…`: what is wrong with experiments and policies, before anything runs. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Find every fault of experiments and policies, types too, without running anything')
    .argument('<files...>', 'experiments (.yaml) and policies (.ts or .js)')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
The policies that an experiment names are checked with it. A policy need not write down types: what it is handed is
known. Ends with code 2 where there is a fault.

Examples:
  switchyard check experiment.yaml
  switchyard check my-order.ts my-score.ts --json`,
    )
    .action(check)
}

async function check(files: readonly string[], options: { json?: true }): Promise<void> {
  const { checkFiles } = await import('../bench/check.ts')
  const checked = await checkFiles(files)
  const ok = checked.every(({ faults }) => faults.length === 0)
  if (options.json) process.stdout.write(`${JSON.stringify({ ok, files: checked }, null, 2)}\n`)
  else {
    for (const { file, faults } of checked) {
      if (faults.length === 0) process.stdout.write(`${file}: no faults\n`)
      for (const fault of faults) process.stderr.write(`${fault}\n`)
    }
  }
  if (!ok) process.exitCode = exitCodes.wrongInput
}
