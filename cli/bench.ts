import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { packageRoot } from '../bench/run/package.ts'
import { SwitchyardError } from '../sim/errors.ts'

interface Options {
  readonly list?: true
  readonly full?: true
  readonly anyway?: true
  readonly out?: string
}

/** `switchyard bench [suite]`: how fast Switchyard itself is. */
export function addBench(program: Command): void {
  program
    .command('bench')
    .description('Measure how fast the engine and the policies run on this machine')
    .argument('[suite]', 'one suite instead of all')
    .option('--list', 'what the suites measure')
    .option('--full', 'also what takes longer than a minute')
    .option('--anyway', 'measure although the machine is busy')
    .option('--out <file>', 'keep every sample, as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  switchyard bench --list\n  switchyard bench queue --out samples.json',
    )
    .action(bench)
}

async function bench(suite: string | undefined, { out, ...flags }: Options): Promise<void> {
  const main = join(packageRoot, 'dist', 'bench', 'micro', 'main.js')
  if (!existsSync(main)) {
    throw new SwitchyardError(
      'Benchmarks measure the compiled package, and dist/bench/micro/main.js is missing. Run `npm run build` first.',
    )
  }
  // Garbage is collected between measurements, which needs a flag that only a new process can take.
  const words = [
    ...(suite === undefined ? [] : [suite]),
    ...Object.keys(flags).map(flag => `--${flag}`),
    ...(out === undefined ? [] : ['--out', out]),
  ]
  const child = spawn(process.execPath, ['--expose-gc', main, ...words], { stdio: 'inherit' })
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', code => resolve(code ?? 1))
  })
}
