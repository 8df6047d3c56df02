/**
 * A file that is named where a log is expected, and is something else.
 */
import { readFileSync, statSync } from 'node:fs'
import { isExperiment, sortsOf } from '../../systems/definition-file/file-sort.ts'
import { TraceError } from '../../workloads/traces/trace-faults.ts'
import { detectTraceFormat } from '../../workloads/traces/trace-format.ts'
import { sentence } from './faults.ts'
import { asYaml, LARGEST } from './foreign-file.ts'

const EXPECTED = 'a log in the Standard Workload Format'

/**
 * What the file is instead, as a sentence; undefined for a log, whose own faults are told by who reads it.
 *
 * @throws TraceError if the file cannot be read
 */
export async function foreignLogFault(file: string): Promise<string | undefined> {
  try {
    if ((await detectTraceFormat(file)) === 'swf') return undefined
    const found = 'a job list of the Omega simulator'
    return sentence({ found, expected: EXPECTED, remedy: 'name it under omega: in the place of trace:' })
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    const value = statSync(file).size <= LARGEST ? asYaml(readFileSync(file, 'utf8')) : undefined
    if (typeof value === 'object' && value !== null && isExperiment(value as Record<string, unknown>)) {
      const remedy = `\`switchyard run ${file}\` runs it`
      return sentence({ found: 'an experiment (YAML)', expected: EXPECTED, remedy })
    }
    const [sort] = sortsOf(value)
    if (sort !== undefined) return sentence({ found: sort.title, expected: EXPECTED, remedy: sort.remedy })
    const firstLine = /: found (.*), expected one of the known formats/.exec(error.message)?.[1]
    if (firstLine === undefined) throw error
    return sentence({ found: firstLine, expected: `${EXPECTED}: 18 numbers a line, comments after ';'` })
  }
}
