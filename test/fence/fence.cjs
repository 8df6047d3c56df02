/**
 * Keeps tests inside: what is read must lie in the clone, in the temporary folder of the run, or in ../shared.
 *
 * A plain script, because Node loads it by --require into every process and thread that a test starts. It wraps what
 * opens files and lists folders; asking whether a path exists is free, as Node's own search for packages does it.
 */
'use strict'
const fs = require('node:fs')
const { syncBuiltinESMExports } = require('node:module')
const { dirname, resolve, sep } = require('node:path')
const { fileURLToPath } = require('node:url')
const { isMainThread } = require('node:worker_threads')

const clone = dirname(dirname(__dirname))
const folders = [clone, resolve(clone, '../shared'), process.env.SWITCHYARD_TEST_FOLDER].filter(Boolean)
const inside = folders.flatMap(folder => [
  folder,
  ...(fs.existsSync(folder) ? [fs.realpathSync(folder)] : []),
])
// The system's own devices and counters are no files of anybody.
inside.push('/dev', '/proc', '/sys')
// The canvas looks there which C library the system has, to choose its binary.
inside.push('/usr/bin/ldd')
// What drives the browser looks there which system it runs on.
inside.push('/etc/os-release')

const outside = []

/** Paths that were to be read although they lie outside, since the last call. */
const takeOutside = () => outside.splice(0)

function check(given) {
  if (typeof given === 'number' || given === undefined || given === null) return
  const isUrl = given instanceof URL || (typeof given === 'object' && 'href' in given)
  const path = resolve(isUrl ? fileURLToPath(given) : String(given))
  if (inside.some(folder => path === folder || path.startsWith(folder + sep))) return
  outside.push(path)
  throw new Error(
    `${path} was to be read by a test, expected paths in the clone, the temporary folder or ../shared only; make the test bring its own files.`,
  )
}

function wrap(owner, names) {
  for (const name of names) {
    const original = owner[name]
    const fenced = function (path, ...rest) {
      check(path)
      return original.call(this, path, ...rest)
    }
    owner[name] = Object.assign(fenced, original)
  }
}

wrap(fs, ['readFile', 'readFileSync', 'open', 'openSync', 'openAsBlob', 'createReadStream'])
wrap(fs, ['readdir', 'readdirSync', 'opendir', 'opendirSync', 'copyFile', 'copyFileSync', 'cp', 'cpSync'])
for (const name of ['readFile', 'open', 'readdir', 'opendir', 'copyFile', 'cp']) {
  const original = fs.promises[name]
  fs.promises[name] = async (path, ...rest) => {
    check(path)
    return original.call(fs.promises, path, ...rest)
  }
}
syncBuiltinESMExports()

// Whoever catches the error above must not hide it: the process fails all the same.
if (isMainThread && process.env.SWITCHYARD_TEST_WORKER === undefined) {
  process.on('exit', () => {
    if (outside.length === 0) return
    process.stderr.write(`Read outside of what a test may read: ${takeOutside().join(', ')}\n`)
    process.exitCode = 97
  })
}

module.exports = { takeOutside }
