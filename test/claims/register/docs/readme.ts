import { readdirSync, readFileSync } from 'node:fs'
import { claim, worked } from '../../claim.ts'
import { glossaryWords } from '../../counts/glossary.ts'

export const claims = [
  claim(
    '{Five} shelves: learn, do, understand, real systems, look up.',
    worked(() => [readFileSync('docs/README.md', 'utf8').match(/^## /gm)!.length]),
  ),
  claim(
    '{Six} short pages, in order',
    worked(() => [readdirSync('docs/tutorial').length]),
  ),
  claim('{ten} words, and those around them', worked(glossaryWords)),
]
