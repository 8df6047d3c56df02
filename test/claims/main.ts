/**
 * `npm run claims [-- PAGE …]`: checks every figure in the README and on the pages again. Works out what can be worked out,
 * runs the tests that claims name and the blocks of the pages, and measures the rest on this machine.
 */
import { readFileSync } from 'node:fs'
import { check, type Finding } from './check.ts'
import type { Claim, Tested } from './claim.ts'
import { coverageOf } from './coverage.ts'
import { runPinned } from './pinned-tests.ts'
import { checkedPages, claimsOf, registerFile } from './register.ts'

const counts = { passed: 0, failed: 0, skipped: 0 }

function chosen(names: readonly string[]): readonly string[] {
  const unknown = names.filter(name => !checkedPages.includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`Found ${unknown.join(', ')}, expected pages: ${checkedPages.join(', ')}.\n`)
    process.exit(2)
  }
  return names.length === 0 ? checkedPages : names
}

/** The blocks of a page, as the test of the pages runs them. */
const blocksOfPage = (page: string): Tested => ({
  kind: 'tested',
  file: 'test/docs/all-pages.test.ts',
  title: `${page} line `,
})

/** The words of a claim in one line, without the braces. */
function short(words: string): string {
  const text = words.replace(/\{([^{}:]*)\}/g, '$1').replace(/\s+/g, ' ')
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function say(status: Finding['status'], text: string): void {
  counts[status]++
  process.stdout.write(`  ${status.padEnd(7)}  ${text}\n`)
}

const pages = chosen(process.argv.slice(2))
const claims = new Map<string, readonly Claim[]>()
const shown = new Map<string, number>()
const tests: Tested[] = []
for (const page of pages) {
  const all = await claimsOf(page)
  claims.set(page, all)
  shown.set(page, coverageOf(readFileSync(page, 'utf8'), all).shown.length)
  for (const { known } of all) for (const each of known) if (each.kind === 'tested') tests.push(each)
  if (shown.get(page)! > 0) tests.push(blocksOfPage(page))
}
process.stderr.write(
  `Running the tests that pin figures of ${pages.length === 1 ? pages[0] : `${pages.length} pages`}.\n`,
)
const outcome = runPinned(tests)

for (const [page, all] of claims) {
  const text = readFileSync(page, 'utf8')
  const { uncovered } = coverageOf(text, all)
  if (all.length + shown.get(page)! + uncovered.length === 0) continue
  process.stdout.write(`${page}\n`)
  for (const figure of uncovered)
    say('failed', `line ${figure.line}: nothing covers ${figure.text} in "${figure.sentence}"`)
  if (shown.get(page)! > 0) {
    const { status, says } = outcome(blocksOfPage(page))!
    say(status, `${shown.get(page)} figures shown by its blocks${status === 'passed' ? '' : `: ${says}`}`)
  }
  for (const claim of all) {
    const { status, line, says } = await check(claim, text, outcome, [
      'worked',
      'measured',
      'tested',
      'cited',
    ])
    const where = status === 'failed' ? ` (${registerFile(page)})` : ''
    say(status, `line ${line}: ${short(claim.words)}: ${says}${where}`)
  }
}
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
process.exitCode = counts.failed === 0 ? 0 : 1
