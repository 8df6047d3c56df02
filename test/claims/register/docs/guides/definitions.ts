import { readDefinitions } from '../../../../../systems/marathon/definition/definitions.ts'
import { claim, test, worked } from '../../../claim.ts'

/** What an executor holds beside a container that holds nothing. */
function executor(): number[] {
  const none = { cpus: 0, mem: 0, disk: 0 }
  const value = { id: '/pod', containers: [{ name: 'a', image: { id: 'a' }, resources: none }] }
  const report = { wrong() {}, said() {}, field() {} }
  const { cpus, mem, disk } = readDefinitions([{ value, report }], 'head').apps[0]!.needs
  return [cpus / 1000, mem / 1000, disk / 1000]
}

export const claims = [
  claim(
    'dependencies start from the root, and under Marathon {1.3} from the app',
    test(
      'test/systems/marathon/definition/definitions.test.ts',
      'of an app by itself start from the root, in 1.3 from the app',
    ),
  ),
  claim('the executor that holds them ({0.1} cpu, {32} MiB, {10} MiB of disk)', worked(executor)),
]
