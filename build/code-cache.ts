/**
 * `node dist/build/code-cache.js SCRIPT FOLDER`: runs the command in one piece on small experiments, and keeps in the folder what V8
 * compiled for them, under the tag of this V8. The command starts from it wherever the tag is the same; V8 itself refuses what it
 * did not make.
 */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cachedDataVersionTag } from 'node:v8'
import { Script } from 'node:vm'

/**
 * Small experiments that come by what most commands need: drawn jobs and a log, one system and two. The first is several runs,
 * which happen in workers; the others are one, which happens here, so that what simulates is kept too.
 */
const experiments: Readonly<Record<string, string>> = {
  drawn: `name: Drawn jobs
seeds: 2
system: [monolithic, batch-easy]
machines: { count: 4, cpu: 4, memory: 8 GiB }
workload: { jobs: { interarrival: { exponential: 2 s }, duration: { exponential: 20 s }, memory: 1 GiB } }
until: 2 min
`,
  alone: `name: One system
seeds: 1
system: monolithic
machines: { count: 4, cpu: 4, memory: 8 GiB }
workload: { jobs: { interarrival: { exponential: 2 s }, duration: { exponential: 20 s } } }
until: 2 min
`,
  log: `name: A log
seeds: 1
system: batch-easy
machines: { count: 1, cpu: 4, memory: 0 MiB }
trace: { file: log.swf, task-per: job }
`,
}

/** Sixty jobs of one to four processors, 40 s apart. */
function log(): string {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const processors = 1 + (i % 4)
    return `${i + 1} ${40 * i} -1 ${60 + i} ${processors} -1 -1 ${processors} ${90 + i} -1 1 -1 -1 -1 -1 -1 -1 -1`
  })
  return `; Version: 2.2\n; MaxProcs: 4\n${lines.join('\n')}\n`
}

/** What stack traces call the script, wherever it lies. */
const NAME = 'dist/command/one-piece.js'

async function main(path: string, folder: string): Promise<void> {
  const script = new Script(readFileSync(path, 'latin1'), { filename: NAME })
  const module = pathToFileURL(join(path, '..', 'switchyard.js')).href
  const scratch = mkdtempSync(join(tmpdir(), 'switchyard-build-'))
  const { argv } = process
  try {
    process.chdir(scratch)
    writeFileSync('log.swf', log())
    for (const [name, text] of Object.entries(experiments)) {
      writeFileSync(`${name}.yaml`, text)
      process.argv = [...argv.slice(0, 2), 'run', `${name}.yaml`, '--no-charts', '--quiet']
      await script.runInThisContext()(createRequire(module), (name: string) => import(name), module)
      if (process.exitCode !== 0)
        throw new Error(`The command failed on the experiment ${name} when it was built.`)
    }
    mkdirSync(folder, { recursive: true })
    // Whole or not at all.
    writeFileSync(join(folder, 'unfinished'), script.createCachedData())
    renameSync(join(folder, 'unfinished'), join(folder, String(cachedDataVersionTag())))
  } finally {
    process.chdir(tmpdir())
    rmSync(scratch, { recursive: true, force: true })
  }
}

await main(resolve(process.argv[2]!), resolve(process.argv[3]!))
