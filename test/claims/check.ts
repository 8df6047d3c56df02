/** Whether a claim holds: what its page states against what is found. */
import { existsSync, readFileSync } from 'node:fs'
import { type Agreement, type Claim, type Evidence, passagesOf, type Tested } from './claim.ts'
import { numberOf, roundingOf } from './numerals.ts'
import { lineOf } from './prose.ts'

export interface Finding {
  readonly status: 'passed' | 'failed' | 'skipped'
  readonly line: number
  /** What was found, or why it was not. */
  readonly says: string
}

/** How the tests of a claim ended; undefined where they were not run. */
export type Outcome = (
  known: Tested,
) => { readonly status: Finding['status']; readonly says: string } | undefined

/**
 * Checks a claim by all that it is known by.
 *
 * @param text the page
 * @param outcome how tests ended
 * @param kinds what is to be checked now: the cheap test leaves out what is measured
 */
export async function check(
  { words, known }: Claim,
  text: string,
  outcome: Outcome,
  kinds: readonly Evidence['kind'][],
): Promise<Finding> {
  const passages = passagesOf(words, text)
  const [passage] = passages
  if (passage === undefined) {
    const says =
      'these words are not on the page any more; see that the claim still holds, and copy the new words into the register'
    return { status: 'failed', line: 0, says }
  }
  const line = lineOf(text, passage.start)
  if (passages.length > 1) {
    return {
      status: 'failed',
      line,
      says: `these words stand ${passages.length} times on the page; take more of the sentence`,
    }
  }
  const findings: Omit<Finding, 'line'>[] = []
  for (const evidence of known) {
    if (!kinds.includes(evidence.kind)) continue
    findings.push(
      await checkEvidence(
        evidence,
        passage.stated,
        text,
        outcome,
        known.every(each => each.kind === 'tested'),
      ),
    )
  }
  const of = (status: Finding['status']) => findings.filter(finding => finding.status === status)
  const decisive = [of('failed'), of('skipped'), findings].find(some => some.length > 0) ?? []
  return {
    status: decisive[0]?.status ?? 'passed',
    line,
    says: decisive.map(({ says }) => says).join('; '),
  }
}

async function checkEvidence(
  evidence: Evidence,
  stated: readonly string[],
  text: string,
  outcome: Outcome,
  isAlone: boolean,
): Promise<Omit<Finding, 'line'>> {
  switch (evidence.kind) {
    case 'cited': {
      if (passagesOf(evidence.source, text).length > 0) return passed(`cites ${evidence.source}`)
      return failed(`the source "${evidence.source}" is not on the page`)
    }
    case 'tested': {
      const fault = faultOfTest(evidence, isAlone ? stated : [])
      return fault === undefined ? (outcome(evidence) ?? passed('not run')) : failed(fault)
    }
    default: {
      if (stated.length === 0) return failed('no figure of its words is in braces, so nothing is compared')
      if (evidence.needs !== undefined && !existsSync(evidence.needs))
        return { status: 'skipped', says: `${evidence.needs} is absent` }
      if (evidence.kind === 'measured' && evidence.node !== undefined && evidence.node !== nodeVersion)
        return { status: 'skipped', says: `it is said of Node ${evidence.node}, this is ${process.version}` }
      return compare(stated, await evidence.find(), evidence.agreement)
    }
  }
}

/** What can be seen of a test without running it. */
function faultOfTest({ file, title }: Tested, stated: readonly string[]): string | undefined {
  if (!existsSync(file)) return `there is no ${file}`
  const source = readFileSync(file, 'utf8')
  if (!source.includes(title)) return `${file} has no test "${title}"`
  const missing = stated.filter(figure => !standsIn(figure, source))
  return missing.length === 0 ? undefined : `${missing.join(' and ')} does not stand in ${file}`
}

function standsIn(figure: string, source: string): boolean {
  const numbers = source.replaceAll(/(?<=\d)_(?=\d)/g, '').match(/\d+(?:\.\d+)?/g) ?? []
  return source.includes(figure) || numbers.some(number => Number(number) === numberOf(figure))
}

const nodeVersion = Number.parseInt(process.versions.node, 10)

function compare(
  stated: readonly string[],
  found: readonly number[],
  agreement: Agreement,
): Omit<Finding, 'line'> {
  if (found.length !== stated.length)
    return failed(`${stated.length} figures are in braces, ${found.length} were found`)
  const says = stated.map((figure, i) => `states ${said(figure, agreement)}, found ${short(found[i]!)}`)
  const differ = stated.filter((figure, i) => !agrees(figure, found[i]!, agreement))
  return differ.length === 0 ? passed(says.join(', ')) : failed(says.join(', '))
}

function agrees(stated: string, found: number, agreement: Agreement): boolean {
  const value = numberOf(stated)
  if (agreement === 'at most') return found <= value
  if (agreement === 'at least') return found >= value
  const margin = agreement === 'rounded' ? roundingOf(stated) : agreement.within * Math.abs(value)
  return Math.abs(found - value) <= margin + 1e-9 * Math.max(1, Math.abs(value))
}

function said(figure: string, agreement: Agreement): string {
  if (agreement === 'rounded') return figure
  return typeof agreement === 'string'
    ? `${agreement} ${figure}`
    : `${figure} (± ${100 * agreement.within} %)`
}

const short = (found: number) =>
  Number.isInteger(found) ? String(found) : String(Number(found.toPrecision(4)))
const passed = (says: string) => ({ status: 'passed', says }) as const
const failed = (says: string) => ({ status: 'failed', says }) as const
