/**
 * Where the numbers of a page come from, so that anybody can make them again.
 */
import { commandLine, placesOfFiles } from '../command-line.ts'
import { escaped } from '../escaped.ts'
import { seedWords } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { quantity } from '../quantities.ts'

/** The foot of the page: version, seeds, measured window and the hash of every input. */
export function provenanceHtml(results: ExperimentResults): string {
  const { provenance } = results
  const { version, inputs, warmupS, untilS } = provenance
  const end = untilS === null ? 'nothing was left to do' : quantity(untilS, 's')
  const facts = [
    ['Switchyard', escaped(version)],
    ['command', `<code>${escaped(commandLine(provenance))}</code> ${escaped(placesOfFiles)}`],
    ['seeds', escaped(seedWords(results))],
    ['measured', `from ${quantity(warmupS, 's')} until ${end}`],
    ...Object.entries(inputs).map(([name, hash]) => [escaped(name), `sha256 <code>${escaped(hash)}</code>`]),
  ]
  return `<footer>
<h2>Where the numbers come from</h2>
<dl>
${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('\n')}
</dl>
<p>The same version, inputs and seeds give the same numbers, and this very file, on every machine.</p>
</footer>`
}
