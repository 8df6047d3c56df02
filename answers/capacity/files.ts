/**
 * The files of a capacity answer: `plan.json` with all numbers, and its charts.
 */
import { writeAnswer } from '../answer-files.ts'
import type { CapacityAnswer, CapacityRequest } from './capacity.ts'
import { capacityCharts } from './chart.ts'
import { answerSentences } from './sentences.ts'

/** The answer as one document, the same bytes on every machine. */
export function capacityDocument(
  { axis, goals, alpha, looks }: CapacityRequest,
  answers: readonly CapacityAnswer[],
): object {
  const confidence = Number((1 - alpha).toPrecision(12))
  return {
    along: axis.key,
    goals: goals.map(({ text }) => text),
    confidence,
    seeds: looks,
    answers: answers.map(answer => ({
      axes: answer.axes,
      value: answer.value ?? null,
      sentences: answerSentences(goals, axis, answer, confidence),
      seedsToTell: answer.seedsToTell ?? null,
      tested: answer.tested.map(({ value, side, seeds, means }) => ({
        value,
        side,
        seeds,
        goals: means.map(({ mean, low, high }) => ({ mean, low, high })),
      })),
    })),
  }
}

/** Writes them into the folder; returns their paths. */
export async function writeCapacity(
  folder: string,
  request: CapacityRequest,
  answers: readonly CapacityAnswer[],
): Promise<string[]> {
  const charts = capacityCharts(request.goals, request.axis, answers)
  return writeAnswer(folder, 'plan.json', capacityDocument(request, answers), charts)
}
