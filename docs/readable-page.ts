/**
 * The reference of everything that a policy can read, from the doc comments of the tables and contracts.
 */
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { readable } from '../sim/world/readable.ts'
import { code, generated, page, table } from './markdown.ts'

type Kind = keyof typeof readable

/** Where each kind is declared, what it is called in a policy, and its class. */
const declared: Readonly<Record<Kind, readonly [file: string, name: string, heading: string]>> = {
  world: ['sim/world/world.ts', 'World', 'world'],
  jobs: ['sim/world/jobs.ts', 'Jobs', 'world.jobs'],
  machines: ['sim/world/machines.ts', 'Machines', 'world.machines'],
  attributes: ['sim/world/attributes.ts', 'Attributes', 'world.machines.attributes'],
  tasks: ['sim/world/tasks.ts', 'Tasks', 'world.tasks'],
  rows: ['sim/world/rows.ts', 'Rows', 'world.jobs.rows, world.tasks.rows'],
  pipelines: ['sim/world/pipelines.ts', 'Pipelines', 'world.pipelines'],
  frameworks: ['sim/world/frameworks.ts', 'Frameworks', 'world.frameworks'],
  view: ['sim/world/views.ts', 'View', 'view'],
  claims: ['sim/world/claims.ts', 'Claims', 'claims'],
}

/** More that a policy meets, read whole: interfaces, and sets of names for numbers. */
const whole: readonly (readonly [file: string, name: string, heading: string])[] = [
  ['sim/world/pipelines.ts', 'Pipeline', 'world.pipelines.get(handle)'],
  ['sim/contracts.ts', 'PolicySelf', 'self'],
  ['sim/chance/random.ts', 'Random', 'a stream of chance'],
]
const sets: readonly (readonly [file: string, name: string])[] = [
  ['sim/world/lifecycle.ts', 'TaskState'],
  ['sim/world/lifecycle.ts', 'TaskOutcome'],
  ['sim/world/lifecycle.ts', 'JobEnd'],
]

/** The text of docs/reference/readable.md. */
export function readablePage(): string {
  const source = (file: string) =>
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)
  return page([
    '# What a policy can read',
    generated('sim/world/*.ts'),
    'A [policy](../guides/policies.md) is handed `world`, and some are handed a `view` and `claims`. Jobs, machines, tasks, frameworks and pipelines are numbers; a column has one entry for each: `world.jobs.cpuMilli[job]`. −1 is none. Times are whole microseconds. `[]` marks a column.',
    'All of it is only to be read. A method that changes something and a field that is written throw a sentence. Columns are typed arrays, which cannot be frozen: a write into one is found by the types (`switchyard check`), and in a run only under `--check`.',
    ...Object.entries(declared).flatMap(([kind, [file, name, heading]]) => {
      const { fields, methods } = readable[kind as Kind]
      return section(source(file), name, heading, [...fields, ...methods])
    }),
    ...whole.flatMap(([file, name, heading]) => section(source(file), name, heading)),
    ...sets.flatMap(([file, name]) => setOf(source(file), name)),
  ])
}

function section(
  source: ts.SourceFile,
  name: string,
  heading: string,
  members?: readonly string[],
): string[] {
  const found = source.statements.find(
    (each): each is ts.ClassDeclaration | ts.InterfaceDeclaration =>
      (ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each)) && each.name?.text === name,
  )
  if (found === undefined)
    throw new Error(`${source.fileName} declares no ${name}; see docs/readable-page.ts`)
  const byName = new Map(
    (found.members as ts.NodeArray<ts.Node & { name?: ts.Node }>).map(each => [
      each.name?.getText(source),
      each,
    ]),
  )
  const names = members ?? [...byName.keys()].filter(each => each !== undefined)
  const rows = names.map(each => {
    const member = byName.get(each)
    if (member === undefined) throw new Error(`${name} has no ${each}; see sim/world/readable.ts`)
    return [code(`${each}${shape(member, source)}`), meaning(member)]
  })
  return [`## ${heading}`, meaning(found), table(['name', 'meaning'], rows)]
}

function setOf(source: ts.SourceFile, name: string): string[] {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    const declaration = statement.declarationList.declarations[0]!
    if (declaration.name.getText(source) !== name) continue
    const initializer = declaration.initializer!
    const object = ts.isAsExpression(initializer) ? initializer.expression : initializer
    if (!ts.isObjectLiteralExpression(object)) continue
    const rows = object.properties.map(each => {
      const value = ts.isPropertyAssignment(each) ? each.initializer.getText(source) : ''
      return [code(each.name!.getText(source)), value, meaning(each)]
    })
    return [`## ${name}`, meaning(statement), table(['name', 'number', 'meaning'], rows)]
  }
  throw new Error(`${source.fileName} declares no ${name}; see docs/readable-page.ts`)
}

/** `[]` after a column, the parameters after a method. */
function shape(member: ts.Node, source: ts.SourceFile): string {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) {
    return `(${member.parameters.map(({ name }) => name.getText(source)).join(', ')})`
  }
  const text = member.getText(source).split('=')[0]!
  const built = /new \w+Array\(/.test(member.getText(source))
  return built || /Array\b|\[\]$|\[\] ?$/.test(text) ? '[]' : ''
}

/** The doc comment, in one line. */
function meaning(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  const text = comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join(' ')
  return text.replace(/\s+/g, ' ').trim().replaceAll('<', '\\<')
}
