import { exitCodes } from '../../../../../cli/exit.ts'
import { claim, worked } from '../../../claim.ts'

export const claims = [
  claim(
    '| {0} | all is well | | {1} | a run failed, or its result could not be written; finished runs are kept | | {2} | the command or its input is wrong; the message says where and what to do | | {130} | stopped with Ctrl-C',
    worked(() => [exitCodes.ok, exitCodes.runFailed, exitCodes.wrongInput, exitCodes.interrupted]),
  ),
]
