import type { Command } from 'commander'

/** `switchyard trace info FILE`: what is in a trace before it costs a simulation. */
export function addTrace(program: Command): void {
  const trace = program
    .command('trace')
    .description('Look into workload traces; `trace FILE` is `trace info FILE`')
    .helpCommand(false)
  trace
    .command('info', { isDefault: true })
    .description('Say what a trace holds: jobs, processors, time span, load, and every fault found in it')
    .argument(
      '<file>',
      'a trace (Standard Workload Format, Omega CSV) or a pipeline (YAML, JSON, WfFormat), plain or gzipped',
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  switchyard trace info KTH-SP2-1996-2.1-cln.swf.gz')
    .action(async (file: string, options: { json?: boolean }) => {
      const { traceInfoCommand } = await import('./trace-info.ts')
      process.exitCode = await traceInfoCommand(file, { json: options.json === true })
    })
}
