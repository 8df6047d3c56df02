import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { packageRoot } from '../bench/run/package.ts'
import { SwitchyardError } from '../sim/errors.ts'

/** `switchyard bench [suite]`: how fast Switchyard itself is. */
export function addBench(program: Command): void {
  program
    .command('bench')
    .description('Measure how fast the engine and the policies run on this machine')
    .argument('[suite]', 'one suite instead of all')
    .action(bench)
}

async function bench(suite?: string): Promise<void> {
  const main = join(packageRoot, 'dist', 'bench', 'micro', 'main.js')
  if (!existsSync(main)) {
    throw new SwitchyardError(
      'Benchmarks measure the compiled package, and dist/bench/micro/main.js is missing. Run `npm run build` first.',
    )
  }
  // Garbage is collected between measurements, which needs a flag that only a new process can take.
  const child = spawn(process.execPath, ['--expose-gc', main, ...(suite === undefined ? [] : [suite])], {
    stdio: 'inherit',
  })
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', code => resolve(code ?? 1))
  })
}
