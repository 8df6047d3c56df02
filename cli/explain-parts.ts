/**
 * What `switchyard explain` works with, loaded when it runs and not for `--help`.
 */
export { askedRun } from '../answers/explain/asked-run.ts'
export { longestText, nameOf, storyText } from '../answers/explain/explain-text.ts'
export { explainedJobs, explainedStages, NOBODY, windowOf } from '../answers/explain/explained-jobs.ts'
export { explainJob, explainLongest, explainPipeline } from '../answers/explain/explained-run.ts'
export { ganttOf, writeGantt } from '../answers/explain/gantt-run.ts'
export { pipelineText } from '../answers/explain/pipeline-text.ts'
export { pipelineDocument, storyDocument } from '../answers/explain/story-document.ts'
export { writeTrace } from '../answers/explain/trace-run.ts'
export { readDuration } from '../bench/experiment/units.ts'
export { printable } from '../reports/printable.ts'
