/**
 * The map of the house, held over all files: who may import whom, and what the pure parts may not touch.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { projectFiles } from './source-files.ts'

const files = projectFiles(['.ts']).filter(file => file.includes('/') && !file.startsWith('test/'))

interface Import {
  readonly from: string
  /** A file of the project, or a package. */
  readonly to: string
  readonly ours: boolean
}

function importsOf(from: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(from, 'utf8'), true, true)
  return importedFiles.map(({ fileName }) => {
    const ours = fileName.startsWith('.')
    return { from, to: ours ? join(dirname(from), fileName) : fileName, ours }
  })
}

const imports = files.flatMap(importsOf)
const ourImports = imports.filter(({ ours }) => ours)
const folderOf = (file: string) => file.split('/')[0]!
const say = ({ from, to }: Import) => `${from} imports ${to}`

/** cli → answers, conformance → bench → systems → policies, workloads → sim; reports knows results alone. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  sim: [],
  policies: ['sim'],
  systems: ['policies', 'workloads', 'sim'],
  workloads: ['sim'],
  reports: ['sim'],
  bench: ['reports', 'systems', 'workloads', 'policies', 'sim'],
  answers: ['bench', 'reports', 'systems', 'workloads', 'policies', 'sim'],
  conformance: ['bench', 'systems', 'workloads', 'policies', 'sim'],
  cli: ['answers', 'conformance', 'bench', 'reports', 'systems', 'workloads', 'policies', 'sim'],
  // Examples are written as a user writes them; docs holds what writes reference pages and pictures.
  examples: ['sim', 'policies', 'workloads'],
  build: ['bench', 'reports'],
  docs: ['cli', 'conformance', 'bench', 'reports', 'systems', 'workloads', 'policies', 'sim'],
}

describe('imports between folders', () => {
  it('are found in every folder', () => {
    expect([...new Set(ourImports.map(({ from }) => folderOf(from)))].sort()).toEqual(
      expect.arrayContaining(['bench', 'cli', 'policies', 'reports', 'sim', 'systems', 'workloads']),
    )
  })

  it('run one way: cli → bench → systems → policies, workloads → sim', () => {
    const wrong = ourImports.filter(({ from, to }) => {
      const [source, target] = [folderOf(from), folderOf(to)]
      return source !== target && !mayImport[source]?.includes(target)
    })
    expect(wrong.map(say)).toEqual([])
  })

  it('never reach into the tests', () => {
    expect(ourImports.filter(({ to }) => to.startsWith('test/')).map(say)).toEqual([])
  })

  it('give reports the shape of results and nothing that could run a simulation', () => {
    const measures = ['result.ts', 'numbers.ts', 'scheduler-numbers.ts'].map(name => `sim/measure/${name}`)
    const known = [...measures, 'sim/errors.ts', 'sim/engine/time.ts']
    const wrong = ourImports.filter(
      ({ from, to }) => folderOf(from) === 'reports' && folderOf(to) === 'sim' && !known.includes(to),
    )
    expect(wrong.map(say)).toEqual([])
  })

  it('let only root/ and frameworks/ combine the other policies', () => {
    const part = (file: string) => file.split('/')[1]!
    const wrong = ourImports.filter(({ from, to }) => {
      if (folderOf(from) !== 'policies' || folderOf(to) !== 'policies') return false
      return part(from) !== part(to) && !['root', 'frameworks'].includes(part(from))
    })
    expect(wrong.map(say)).toEqual([])
  })
})

describe('imports between files', () => {
  it('make no circle, not even of types', () => {
    const graph = new Map(
      files.map(file => [file, importsOf(file).flatMap(({ to, ours }) => (ours ? [to] : []))]),
    )
    expect(cycleIn(graph)).toEqual([])
  })
})

/** The first cycle that a depth-first walk meets, as the path around it; empty when there is none. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

/** What would make a simulation depend on anything but its specification, or leave its one synchronous loop. */
const impure = new Set(
  (
    'Date performance process console require globalThis fetch crypto Promise queueMicrotask ' +
    'setTimeout setInterval setImmediate clearTimeout clearInterval structuredClone'
  ).split(' '),
)

function impurities(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)
  const found: string[] = []
  const report = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart())
    found.push(`${file}:${line + 1} uses ${what}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return
    if (ts.isIdentifier(node) && impure.has(node.text) && isReference(node) && !isOwn(node))
      report(node, node.text)
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random') report(node, 'Math.random')
    if (node.kind === ts.SyntaxKind.AsyncKeyword) report(node, 'async')
    if (ts.isAwaitExpression(node)) report(node, 'await')
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      report(node, 'import()')
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** True where a parameter or variable of an enclosing function has the name, as a scheduler process called `process`. */
function isOwn(node: ts.Identifier): boolean {
  const declares = (within: ts.Node): boolean =>
    ((ts.isParameter(within) || ts.isVariableDeclaration(within)) && within.name.getText() === node.text) ||
    (ts.forEachChild(within, child => declares(child) || undefined) ?? false)
  for (let around: ts.Node = node; !ts.isSourceFile(around); around = around.parent) {
    if (ts.isFunctionLike(around) && declares(around)) return true
  }
  return false
}

/** True for `Date` in `Date.now()`, false for a property, a key or a member that happens to have the name. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent))
    return parent.name !== node
  return !ts.isPropertyDeclaration(parent) && !ts.isPropertySignature(parent)
}

/** Data alone: nothing of the package runs. */
const ZONES = 'moment-timezone/data/packed/latest.json'

describe('sim, policies and systems', () => {
  const pure = files.filter(file => ['sim', 'policies', 'systems'].includes(folderOf(file)))

  it('import nothing of the platform', () => {
    const packages = ['seedrandom', '@datadog/sketches-js', 're2js', ZONES]
    const wrong = imports.filter(
      ({ from, to, ours }) => pure.includes(from) && !ours && !packages.includes(to),
    )
    expect(wrong.map(say)).toEqual([])
  })

  it('know no clock, no chance but their own, no console, no process, and wait for nothing', () => {
    expect(pure.flatMap(impurities)).toEqual([])
  })
})
