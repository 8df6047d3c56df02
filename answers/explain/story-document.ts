/**
 * What is known of a job as a JSON document; times are seconds.
 */
import { inSeconds } from '../../sim/engine/time.ts'
import { causeWords } from './cause.ts'
import { byKind, firstLine } from './explain-text.ts'
import type { JobStory } from './watch.ts'

export function storyDocument(story: JobStory): object {
  const { id, asks, waited, causes, happenings, waits, givenUp } = story
  const [main] = byKind(causes)
  return {
    job: id,
    asks,
    says: firstLine(story),
    waitedS: inSeconds(waited),
    waits,
    givenUp,
    causes: causes.map(({ kind, detail, time }) => ({ kind, detail, waitedS: inSeconds(time) })),
    help: main === undefined ? null : causeWords[main.kind].help,
    happenings,
  }
}
