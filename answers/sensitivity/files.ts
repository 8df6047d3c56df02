/**
 * The files of a sensitivity answer: `vary.json` with all numbers, and a tornado for each compared value.
 */

import { inSeconds } from '../../sim/engine/time.ts'
import { writeAnswer } from '../answer-files.ts'
import { type Assumption, valueAt } from './assumption.ts'
import type { SensitivityAnswer, SensitivityRequest } from './sensitivity.ts'
import { turned } from './sensitivity.ts'
import { sensitivitySentences } from './sentences.ts'
import { tornadoCharts } from './tornado.ts'

/** The answer as one document, the same bytes on every machine. Durations are in seconds. */
export function sensitivityDocument(
  { assumptions, trajectories, seed }: SensitivityRequest,
  answer: SensitivityAnswer,
): object {
  const { headline, baseline, seeds } = answer.results
  return {
    headline,
    baseline,
    seeds,
    trajectories,
    trajectorySeed: seed,
    sentences: sensitivitySentences(answer, assumptions),
    assumptions: assumptions.map(assumption => ({
      key: assumption.key,
      unit: assumption.unit === 'duration' ? 's' : 'number',
      places: assumption.places.map(place => ({
        system: place.system ?? null,
        own: place.own === undefined ? null : inUnit(assumption, place.own),
        low: inUnit(assumption, valueAt(assumption, place, 0)),
        high: inUnit(assumption, valueAt(assumption, place, 1)),
      })),
    })),
    compared: answer.compared.map(({ value, written, alone, effects, together }) => ({
      value,
      verdict: written.verdict,
      difference: written.difference,
      alone: alone.map(({ assumption, end, comparison }) => ({
        key: assumption.key,
        end,
        verdict: comparison.verdict,
        turns: turned(comparison, written),
        difference: comparison.difference,
      })),
      effects: effects.map((each, i) => ({ key: assumptions[i]!.key, ...each })),
      together: {
        points: together.length,
        turned: together.filter(each => turned(each, written)).length,
        verdicts: countsOf(together.map(({ verdict }) => verdict)),
      },
    })),
  }
}

function inUnit({ unit }: Assumption, value: number): number {
  return unit === 'duration' ? inSeconds(value) : value
}

function countsOf(words: readonly string[]): Record<string, number> {
  const names = [...new Set(words)].sort()
  return Object.fromEntries(names.map(name => [name, words.filter(word => word === name).length]))
}

/** Writes them into the folder; returns their paths. */
export async function writeSensitivity(
  folder: string,
  request: SensitivityRequest,
  answer: SensitivityAnswer,
): Promise<string[]> {
  const charts = tornadoCharts(answer, request.assumptions)
  return writeAnswer(folder, 'vary.json', sensitivityDocument(request, answer), charts)
}
