import { type Command, Option } from 'commander'
import type { ConformanceOptions } from './conformance-command.ts'

export function addConformance(program: Command): void {
  program
    .command('conformance')
    .description('Hold models to what real systems answered, and policies to cases')
    .argument('<path...>', 'case files, or folders with case files below them')
    .addOption(new Option('--allow-unsupported', 'end well although something is not modelled'))
    .addOption(new Option('--json', 'print one JSON array with an object for each case'))
    .addHelpText(
      'after',
      `
A path is a case file, one half of a recording (X.input.json with X.output.json) or a folder with either below it.
A case of the system "policy" asks a policy file of yours.
Files may be .json or .jsonl, and compressed by gzip. A case passes when every key of its 'expected' was found.

Examples:
  switchyard conformance examples/policy-cases.json
  switchyard conformance recordings/ --allow-unsupported --json`,
    )
    .action(async (paths: readonly string[], options: ConformanceOptions) => {
      const { conformanceCommand } = await import('./conformance-command.ts')
      process.exitCode = await conformanceCommand(paths, options)
    })
}
