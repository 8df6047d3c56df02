// What `sample.mjs` adds to Stryker: of all changes, those that were drawn are tried, and each verdict is told at once.
import { readFileSync } from 'node:fs'
import { CheckStatus } from '@stryker-mutator/api/check'
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'

const NOT_DRAWN = 'not drawn'

/** Stryker tries every change inside of a place that it is told of; this leaves out those that were not drawn. */
class DrawnChecker {
  static inject = tokens(commonTokens.options)

  constructor({ drawn }) {
    this.drawn = new Set(JSON.parse(readFileSync(drawn, 'utf8')))
  }

  async init() {}

  async check(mutants) {
    return Object.fromEntries(mutants.map(mutant => [mutant.id, this.answer(mutant)]))
  }

  group(mutants) {
    return [mutants.map(({ id }) => id)]
  }

  answer(mutant) {
    if (this.drawn.has(nameOf(mutant))) return { status: CheckStatus.Passed }
    return { status: CheckStatus.CompileError, reason: NOT_DRAWN }
  }
}

class VerdictReporter {
  onMutantTested(mutant) {
    if (mutant.statusReason !== NOT_DRAWN) console.log(`${mutant.status}: ${nameOf(mutant, 0)}`)
  }
}

/** The same for one change whoever tells of it. Reports count lines and columns from 1; what counts them from 0 says that 1 is to be added. */
export function nameOf({ fileName, location: { start, end }, mutatorName, replacement }, added = 1) {
  const file = fileName.replace(`${process.cwd()}/`, '').replace(/^\.stryker-tmp\/sandbox[^/]*\//, '')
  const place = [start, end].map(({ line, column }) => `${line + added}:${column + added}`).join('-')
  return `${file}:${place} ${mutatorName} ${replacement.replace(/\s+/g, ' ')}`
}

export const strykerValidationSchema = {
  properties: { drawn: { type: 'string', description: 'File of the names of what was drawn.' } },
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, 'drawn', DrawnChecker),
  declareClassPlugin(PluginKind.Reporter, 'verdicts', VerdictReporter),
]
