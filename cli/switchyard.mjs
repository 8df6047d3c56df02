#!/usr/bin/env node
// The command as npm installs it: the built command line, or a sentence where it is not compiled yet.
// Node's own modules are asked for by name: an import of them costs some milliseconds more.
const { existsSync, readFileSync } = process.getBuiltinModule('node:fs')

const main = new URL('../dist/command/switchyard.js', import.meta.url)
const [, , command = '-', ...words] = process.argv
// A text of help needs few of the files; all else starts faster from one piece that V8 has compiled before.
const cache = command.startsWith('-') || words.includes('--help') ? undefined : codeCache()
if (cache !== undefined) {
  const { Script } = process.getBuiltinModule('node:vm')
  const { createRequire } = process.getBuiltinModule('node:module')
  const piece = new URL('one-piece.js', main)
  const script = new Script(readFileSync(piece, 'latin1'), {
    filename: 'dist/command/one-piece.js',
    cachedData: cache,
  })
  await script.runInThisContext()(createRequire(main), name => import(name), main.href)
} else if (existsSync(main)) {
  await (await import(main.href)).ended
} else {
  process.stderr.write('Switchyard is not built yet. Run `npm run build` in its folder first.\n')
  process.exitCode = 2
}

// What V8 made of the command when it was built; undefined for another V8, other flags, another kind of processor.
function codeCache() {
  const { cachedDataVersionTag } = process.getBuiltinModule('node:v8')
  const file = new URL(`../dist/code-cache/${cachedDataVersionTag()}`, import.meta.url)
  return existsSync(file) ? readFileSync(file) : undefined
}
