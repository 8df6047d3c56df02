import type ts from 'typescript'
import { contracts, type Role, roles } from './policy-contracts.ts'

interface Insertion {
  readonly at: number
  readonly text: string
}

export interface Annotated {
  readonly text: string
  /** The place in the file of a place in the annotated text. */
  readonly original: (position: number) => number
}

/**
 * The text of a policy file with types where it exports a policy and leaves them out. `from` is the module that has an
 * interface for each role.
 */
export function annotated(compiler: typeof ts, file: string, text: string, from: string): Annotated {
  const source = compiler.createSourceFile(file, text, compiler.ScriptTarget.ES2022, true)
  const script = /\.m?js$/.test(file)
  const insertions: Insertion[] = []
  /** A type for what stands before `end`, and in a script in a comment before `start`. */
  const type = (words: string, start: number, end: number) =>
    insertions.push(
      script ? { at: start, text: `/** @type {${words}} */ ` } : { at: end, text: `: ${words}` },
    )
  for (const statement of source.statements) {
    const exported =
      compiler.canHaveModifiers(statement) &&
      compiler.getModifiers(statement)?.some(({ kind }) => kind === compiler.SyntaxKind.ExportKeyword)
    if (!exported) continue
    if (compiler.isFunctionDeclaration(statement) && isRole(statement.name?.text)) {
      const role = statement.name!.text as Role
      const method = `import('${from}').${role}['${contracts[role].method}']`
      for (const [i, { name, type: own }] of statement.parameters.entries()) {
        if (own === undefined) type(`Parameters<${method}>[${i}]`, name.getStart(), name.end)
      }
      const close = text.indexOf(')', statement.parameters.end) + 1
      if (statement.type === undefined && !script) type(`ReturnType<${method}>`, close, close)
    }
    if (!compiler.isVariableStatement(statement)) continue
    for (const { name, type: own, initializer } of statement.declarationList.declarations) {
      if (!compiler.isIdentifier(name) || !isRole(name.text) || own !== undefined || !initializer) continue
      const contract = `import('${from}').${name.text}`
      const isFunction = compiler.isArrowFunction(initializer) || compiler.isFunctionExpression(initializer)
      const words = isFunction
        ? `${contract}['${contracts[name.text as Role].method}']`
        : compiler.isObjectLiteralExpression(initializer)
          ? // What a policy keeps for itself stands beside its contract.
            `${contract} & { [own: string]: any }`
          : contract
      type(words, statement.getStart(), name.end)
    }
  }
  return apply(
    text,
    insertions.sort((a, b) => a.at - b.at),
  )
}

const isRole = (name: string | undefined) => (roles as readonly (string | undefined)[]).includes(name)

function apply(text: string, insertions: readonly Insertion[]): Annotated {
  let result = ''
  let from = 0
  for (const { at, text: inserted } of insertions) {
    result += text.slice(from, at) + inserted
    from = at
  }
  const original = (position: number) => {
    let before = 0
    for (const { at, text: inserted } of insertions) {
      if (at + before >= position) break
      before += Math.min(inserted.length, position - at - before)
    }
    return position - before
  }
  return { text: result + text.slice(from), original }
}
