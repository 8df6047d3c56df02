/**
 * The types of a policy file, held to sim/contracts.ts without running it: what is misspelt is found although no run has
 * come to its branch. A file need not write its types down; where it does not, the contract's are put in their places.
 */
import { existsSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import type ts from 'typescript'
import { packageRoot } from '../run/package.ts'
import { annotated } from './policy-annotations.ts'

/** The words of a policy's contract, less what is added where a file leaves it out. */
const parts = (contracts: string) => `import type * as contracts from ${JSON.stringify(contracts)}
type Added = 'name' | 'reason' | 'helpedBy'
type Part<T> = Omit<T, Added> & Partial<T>
export interface order extends Part<contracts.OrderPolicy> {}
export interface place extends Part<contracts.PlacementPolicy> {}
export interface score extends Part<contracts.PlaceScore> {}
export interface rule extends Part<contracts.PlaceRule> {}
export interface share extends Part<contracts.SharePolicy> {}
`

/** One sentence for each place where the types of a policy do not fit, in the order of the file; `path` is as messages call it. */
export async function typeFaults(path: string): Promise<string[]> {
  const { default: compiler } = await import('typescript')
  const file = resolve(path)
  const options: ts.CompilerOptions = {
    target: compiler.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: [],
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: true,
    noImplicitAny: false,
    skipLibCheck: true,
    // A policy may import the contracts by the package's name wherever it lies; running it needs no link either.
    paths: { 'switchyard-sim': [join(packageRoot, 'dist', 'sim', 'contracts.d.ts')] },
  }
  const host = compiler.createCompilerHost(options)
  const beside = join(dirname(file), 'switchyard-contracts.d.ts')
  const written = host.readFile(file) ?? ''
  const { text, original } = annotated(compiler, file, written, './switchyard-contracts.js')
  const virtual = new Map([
    [file, text],
    [beside, parts(contractsFor(compiler, file, written, options, host))],
  ])
  const read = host.getSourceFile
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const own = virtual.get(resolve(name))
    return own === undefined
      ? read(name, languageVersion, ...rest)
      : compiler.createSourceFile(name, own, languageVersion, true)
  }
  const { fileExists } = host
  host.fileExists = name => virtual.has(resolve(name)) || fileExists(name)
  const program = compiler.createProgram([file], options, host)
  return program
    .getSourceFiles()
    .filter(source => isTheirs(source, beside))
    .flatMap(source => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    .map(({ file: source, start = 0, messageText }) => {
      const own = source === undefined || resolve(source.fileName) === file
      const { line, character } = own
        ? compiler.getLineAndCharacterOfPosition(
            compiler.createSourceFile(file, written, compiler.ScriptTarget.ES2022),
            original(start),
          )
        : source.getLineAndCharacterOfPosition(start)
      const place = own ? path : source.fileName
      const words = compiler
        .flattenDiagnosticMessageText(messageText, ' ')
        .replace(/\s+/g, ' ')
        // The compiler's advice would lead nowhere: types of Node do not make its modules something that a policy may use.
        .replace(
          /Do you need to install type definitions for node\?.*$/,
          'A policy has nothing of Node: it reads no files and no clock.',
        )
      return `${place}:${line + 1}:${character + 1}: found types that do not fit; ${words}`
    })
}

/** Files of the author's: neither ours, nor of packages. */
function isTheirs({ fileName, isDeclarationFile }: ts.SourceFile, beside: string): boolean {
  const name = resolve(fileName)
  const ours = ['sim', 'policies', 'systems', 'workloads', 'dist'].some(folder =>
    name.startsWith(join(packageRoot, folder) + sep),
  )
  return !ours && !isDeclarationFile && !name.split(sep).includes('node_modules') && name !== beside
}

/**
 * The contracts that go with the file: compiled ones if it imports from the compiled package, the sources if they are there.
 * Classes of the two are not the same to the compiler.
 */
function contractsFor(
  compiler: typeof ts,
  file: string,
  text: string,
  options: ts.CompilerOptions,
  host: ts.CompilerHost,
): string {
  const compiled = join(packageRoot, 'dist', 'sim', 'contracts.d.ts')
  const source = join(packageRoot, 'sim', 'contracts.ts')
  const imports = compiler.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    return compiler.resolveModuleName(fileName, file, options, host).resolvedModule?.resolvedFileName ?? ''
  })
  const usesCompiled = imports.some(name => resolve(name).startsWith(join(packageRoot, 'dist') + sep))
  return usesCompiled || !existsSync(source) ? compiled.replace(/\.d\.ts$/, '.js') : source
}
