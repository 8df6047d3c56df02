/**
 * Definition files that an experiment names: opened, and what is wrong with them told at its place.
 */
import type { DefinitionReport } from '../../systems/definition-file/report.ts'
import type { DefinitionFile } from '../../systems/marathon/definition/definitions.ts'
import { sentence } from './faults.ts'
import { foreignFaults, type WantedFiles } from './foreign-file.ts'
import { type Inputs, missing } from './inputs.ts'
import { JsonText } from './json-text.ts'
import { didYouMean } from './nearest.ts'
import type { Path, Report } from './validation.ts'

/** Names of fields that say something: those that the models honour, and those that nothing does. */
export interface NamedFields {
  readonly modelled: Set<string>
  readonly notModelled: Set<string>
}

export function readDefinitionFiles(
  names: readonly string[],
  path: Path,
  wanted: WantedFiles,
  {
    inputs,
    report,
    fields,
  }: { readonly inputs: Inputs; readonly report: Report; readonly fields: NamedFields },
): DefinitionFile[] {
  const { expected } = wanted
  return names.flatMap((name, i) => {
    const file = inputs.path(name)
    const found = missing(file)
    const where = [...path, i]
    if (found !== undefined) {
      report(where, sentence({ found: `${found} (${file})`, expected, remedy: 'correct the path' }))
      return []
    }
    inputs.note(file)
    const text = new JsonText(file)
    const foreign = foreignFaults(file, text, wanted)
    for (const fault of foreign ?? text.faults) report(where, fault)
    if (text.value === undefined || foreign !== undefined) return []
    return [{ value: text.value, report: reportIn(text, where, report, fields) }]
  })
}

function reportIn(text: JsonText, where: Path, report: Report, fields: NamedFields): DefinitionReport {
  const say = (at: Path, said: string, about?: 'key' | 'value') => {
    const field = at.join('.')
    report(where, `${text.placeOf(at, about)}: ${field === '' ? '' : `${field}: `}${said}`)
  }
  return {
    wrong: (at, { found, expected, remedy, among = [] }, about) => {
      const meant = didYouMean(wordIn(found, at), among)
      say(at, sentence({ found, expected, remedy: meant ?? remedy }), about)
    },
    said: (at, said) => say(at, said),
    field: (name, isModelled) => (isModelled ? fields.modelled : fields.notModelled).add(name),
  }
}

/** What was written: the text that was found, or the key that is at fault. */
function wordIn(found: string, at: Path): string {
  return found.startsWith('"') ? found.slice(1, -1) : String(at.at(-1))
}
