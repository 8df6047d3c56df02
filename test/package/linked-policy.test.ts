import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { loadPolicyFile } from '../../bench/policy-file/policy-file.ts'
import { instantiatePolicy } from '../../bench/policy-file/policy-module.ts'
import { switchyard, writeExperiment } from '../cli/command.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const { name, exports: exported } = JSON.parse(readFileSync('package.json', 'utf8'))

const policy = (property: string) => `import type { OrderPolicy } from '${name}'

export const order: OrderPolicy = {
  name: 'narrow-first',
  compare: (a, b, { jobs }) => jobs.${property}[a]! - jobs.${property}[b]!,
}
`

/** A folder outside the clone, after `npm link ${name}`: npm makes exactly this link. */
function linkedFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('.'), join(folder, 'node_modules', name))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return folder
}

/** What the compiler says about each file of a folder, as an editor without any configuration would. */
function complaints(folder: string, files: readonly string[], options: ts.CompilerOptions): string[][] {
  const paths = files.map(file => join(folder, file))
  const program = ts.createProgram(paths, { ...options, noEmit: true, strict: true, types: [] })
  return paths.map(path =>
    program
      .getSemanticDiagnostics(program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  )
}

describe('the package', () => {
  it('has a name of its own, a command called switchyard, and types for policies', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(bin).toEqual({ switchyard: 'cli/switchyard.mjs' })
    for (const file of Object.values(exported['.'])) expect(readFileSync(file as string, 'utf8')).not.toBe('')
  })

  it.each([
    ['Node', { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }],
    ['a bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
  ])('gives a policy outside the clone its types, as %s resolves them', (_, resolution) => {
    const folder = linkedFolder({ 'right.ts': policy('tasks'), 'wrong.ts': policy('tusks') })
    const options = { ...resolution, target: ts.ScriptTarget.ES2022 }
    const [right, wrong] = complaints(folder, ['right.ts', 'wrong.ts'], options)
    expect(right).toEqual([])
    expect(wrong![0]).toMatch(/'tusks' does not exist on type 'ReadableJobs'/)
  })

  it('lets such a policy be bundled and run, linked or not, inside the clone and outside', async () => {
    const linked = linkedFolder({ 'p.ts': policy('tasks') })
    const bare = temporaryFolder()
    writeFileSync(join(bare, 'p.ts'), policy('tasks'))
    const bundles = await Promise.all([linked, bare].map(folder => loadPolicyFile(join(folder, 'p.ts'))))
    expect(bundles[0]!.hash).toBe(bundles[1]!.hash)
    expect((await instantiatePolicy(bundles[0]!.code, 'p.ts')).order!.name).toBe('narrow-first')

    writeExperiment(linked, 1)
    const args = ['run', 'small.yaml', '--policy', 'p.ts', '--quiet', '--no-charts', '--json'] as const
    const { code, stdout, stderr } = await switchyard(linked, ...args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout).axes[0].values).toContain('p')
  })
})
