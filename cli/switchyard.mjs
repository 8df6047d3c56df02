#!/usr/bin/env node
// The command as npm installs it: the built command line, or a sentence where it is not compiled yet.
import { existsSync } from 'node:fs'

const main = new URL('../dist/command/switchyard.js', import.meta.url)
if (existsSync(main)) {
  await import(main.href)
} else {
  process.stderr.write('Switchyard is not built yet. Run `npm run build` in its folder first.\n')
  process.exitCode = 2
}
