/**
 * What `switchyard explain` works with, loaded when it runs and not for `--help`.
 */
export { askedRun } from '../answers/explain/asked-run.ts'
export { longestText, storyText } from '../answers/explain/explain-text.ts'
export { explainJob, explainLongest, explainPipeline } from '../answers/explain/explained-run.ts'
export { pipelineText } from '../answers/explain/pipeline-text.ts'
export { pipelineDocument, storyDocument } from '../answers/explain/story-document.ts'
export { printable } from '../reports/printable.ts'
