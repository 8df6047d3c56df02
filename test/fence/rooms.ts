/**
 * The surroundings of a test run: an empty home, and a temporary folder of its own, both gone at its end.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The names are short: a browser makes a socket in the temporary folder, whose path may have 107 characters.
export default function setup(): () => void {
  const rooms = mkdtempSync(join(realpathSync(tmpdir()), 'sy-'))
  const before = { ...process.env }
  for (const name of ['home', 'tmp']) mkdirSync(join(rooms, name))
  const home = join(rooms, 'home')
  const temporary = join(rooms, 'tmp')
  Object.assign(process.env, { HOME: home, USERPROFILE: home, SWITCHYARD_TEST_FOLDER: rooms })
  Object.assign(process.env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary })
  return () => {
    for (const name of ['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'SWITCHYARD_TEST_FOLDER']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
    rmSync(rooms, { recursive: true, force: true })
  }
}
