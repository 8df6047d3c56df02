/**
 * The first run of an experiment with a system, and nothing else: node plain-run.js FILE SYSTEM.
 */
import { drive } from '../drive.ts'
import { simulationOf } from '../execute.ts'
import { readExperiment } from '../experiment/read.ts'

const [, , file, system] = process.argv
const { runs } = await readExperiment(file)
const run = runs.find(({ axes }) => axes['system'] === system)!
await drive(await simulationOf(run.spec))
