import { readdirSync, readFileSync } from 'node:fs'
import {
  cobham,
  leastWorkOfTwoMeanWait,
  meanWaitOfManyServers,
  pollaczekKhinchine,
  shortestFirstMeanWait,
} from '../../../../theory/closed-forms.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { binomialAbove } from '../../../counts/binomial.ts'

const theory = (file: string, title: string) => test(`test/theory/${file}.test.ts`, title)

/** How narrow the tests of the theory ask an interval to be: the last argument of each comparison. */
function precisions(): number[] {
  const folder = 'test/theory'
  const tests = readdirSync(folder).filter(file => file.endsWith('.test.ts'))
  const sources = tests.map(file => readFileSync(`${folder}/${file}`, 'utf8'))
  return sources.flatMap(source =>
    [...source.matchAll(/expect(?:Mean|HonestIntervals)\([\s\S]*?(0\.\d+),?\s*\)\n/g)].map(match =>
      Number(match[1]),
    ),
  )
}

/** The confidence of the interval of all replications. */
function confidence(): number {
  const source = readFileSync('test/theory/replications.ts', 'utf8')
  return Number(/meanInterval\(values, (0\.\d+)\)/.exec(source)?.[1])
}

export const claims = [
  claim('the queue is stable below 1', theory('single-server', 'waits ρ/(1 − ρ), ρ = 0.8')),
  claim('*A/S/c* names a queue', cited('(Kendall 1953)')),
  claim('ten seeds give ten means', theory('single-server', '95 % intervals contain it in 95 % of cases')),
  claim(
    'over M/M/1 with ρ = 0.5, a hundred 95 % intervals of ten seeds each are made, of which {five} should miss the true mean.',
    worked(() => [100 * (1 - 0.95)]),
    theory('single-server', '95 % intervals contain it in 95 % of cases'),
  ),
  claim(
    'None at all, or more than eleven, would each happen in less than {0.6} % of cases',
    worked(() => [100 * Math.max(0.95 ** 100, binomialAbove(100, 0.05, 11))], 'at most'),
    theory('single-server', '95 % intervals contain it in 95 % of cases'),
  ),
  claim(
    '| M/M/1 | ρ / (1 − ρ) service times | ρ = 0.5 | {1} | | | | ρ = 0.8 | {4} |',
    worked(() => [pollaczekKhinchine(0.5, 1, 1), pollaczekKhinchine(0.8, 1, 1)]),
    theory('single-server', 'waits ρ/(1 − ρ)'),
  ),
  claim(
    '| M/D/1 | half of M/M/1 | ρ = 0.8 | {2} |',
    worked(() => [pollaczekKhinchine(0.8, 1, 0)]),
    theory('single-server', 'waits half as long as M/M/1, ρ = 0.8'),
  ),
  claim(
    '(Pollaczek 1930, Khinchine 1932) | λ E[S²] / 2(1 − ρ) | lognormal, cv 1.5, ρ = 0.6 | {2.4375} |',
    worked(() => [pollaczekKhinchine(0.6, 1, 1.5 ** 2)]),
    theory('single-server', 'waits longer the more service varies: lognormal, cv 1.5, ρ = 0.6'),
  ),
  claim(
    'The number of customers in M/M/1 is geometric, P(N = n) = (1 − ρ)ρⁿ',
    theory('single-server', 'is geometric, P(N = n) = (1 − ρ)ρⁿ'),
  ),
  claim(
    'P(W > t) = ρe^(−(1 − ρ)t), which puts the 90th percentile at {8.06} s and the 99th at {17.27} s for ρ = 0.75',
    worked(() => [0.1, 0.01].map(rest => Math.log(0.75 / rest) / 0.25)),
    theory('single-server', '90th percentile 8.06 s and 99th 17.27 s at ρ = 0.75'),
  ),
  claim('C(c, λ/μ) that Erlang found in 1917', cited('Erlang found in 1917')),
  claim(
    'Four machines at ρ = 0.8 wait {0.746} s and 32 machines at ρ = 0.9 wait {0.143} s',
    worked(() => [meanWaitOfManyServers(4, 3.2, 1), meanWaitOfManyServers(32, 28.8, 1)]),
    theory('many-servers', 'waits C/(cμ − λ): 4 machines, ρ = 0.8'),
    theory('many-servers', 'waits little in a large room: 32 machines, ρ = 0.9'),
    theory('many-servers', 'makes no difference between 4 machines of one core and one machine of 4'),
  ),
  claim(
    'jobs meet 200 separate M/M/1 queues: {4} s at ρ = 0.8',
    worked(() => [pollaczekKhinchine(0.8, 1, 1)]),
    theory('many-servers', 'is 200 times M/M/1 when each job is sent to one machine'),
  ),
  claim(
    'the share of machines with more work than w is then 1 / (ρ + (1/ρ − ρ)eʷ) (Hellemans and Van Houdt 2018), and the mean wait −ln(1 − ρ²)/ρ² − 1 = {0.5963} s. Two choices instead of one save {85} % of the wait.',
    worked(() => {
      const two = leastWorkOfTwoMeanWait(0.8)
      return [two, 100 * (1 - two / pollaczekKhinchine(0.8, 1, 1))]
    }),
    theory('many-servers', 'binds late to the machine with the least work of two: a sixth of the wait'),
  ),
  claim(
    '| `priority` (Cobham 1954) | W₀ / (1 − σₖ₋₁)(1 − σₖ) | 0.2 + 0.3 + 0.3 | {1}, {2} and {8} |',
    worked(() => cobham([0.2, 0.3, 0.3].map(rate => ({ rate, meanService: 1, squaredCv: 1 })))),
    theory('disciplines', 'divides the wait between the classes as Cobham says'),
  ),
  claim(
    '| `shortest-first` (Phipps 1956) | ∫ W₀ / (1 − ρ(x))² dF(x) | 0.8 | {1.882} |',
    worked(() => [shortestFirstMeanWait(0.8, 10_000)]),
    theory('disciplines', 'waits 1.88 s where M/M/1 waits 4, ρ = 0.8'),
  ),
  claim(
    'W₀ = λE[S²]/2 is the work that an arrival finds in service, σₖ the load of classes 1 to k',
    theory('disciplines', 'divides the wait between the classes as Cobham says'),
  ),
  claim(
    'One scheduler that thinks 0.8 s about each of the jobs that arrive once a second is M/D/1: jobs queue for {1.6} s, and it is busy for {80} % of the time.',
    worked(() => [pollaczekKhinchine(1, 0.8, 0), 100 * 0.8]),
    theory('deciders', 'is M/D/1: jobs queue ρD / 2(1 − ρ), ρ = 0.8'),
    theory('deciders', 'is busy for λD of the time'),
  ),
  claim(
    'If it thinks 50 ms about each task, it is M/G/1',
    theory('deciders', 'is M/G/1: exponential number of tasks, rounded up'),
  ),
  claim(
    'Batch jobs once a second need 0.2 s of thought, services every 3⅓ s need 1 s. **Behind one scheduler** both wait {0.34} s. **With a scheduler each**, on shared state, batch jobs wait {0.025} s and services {0.2143} s.',
    worked(() => {
      // One queue: 1.3 jobs a second, which need 0.5 s of thought in a second, with E[S²] = (0.2² + 0.3 · 1²) / 1.3.
      const together = (0.2 ** 2 + 0.3 * 1 ** 2) / (2 * (1 - 0.5))
      return [together, pollaczekKhinchine(1, 0.2, 0), pollaczekKhinchine(0.3, 1, 0)]
    }),
    theory('deciders', 'wait for the services too under one scheduler'),
    theory('deciders', 'wait only for each other under shared state'),
  ),
  claim(
    'Machines that fail every 900 s and take 100 s to repair are up MTTF / (MTTF + MTTR) = {90} % of the time, and a service that fills them holds {90} % of the cores.',
    worked(() => [100 * (900 / (900 + 100)), 100 * (900 / (900 + 100))]),
    theory('failures', 'are up MTTF / (MTTF + MTTR) of the time'),
  ),
  claim(
    'takes M(e^(D/M) − 1): {171.8} s for D = M = 100 s, and a pause of 10 s between attempts adds {17.2} s',
    worked(() => [100 * (Math.E - 1), 10 * (Math.E - 1)]),
    theory('failures', 'take M(e^(D/M) − 1) when they are launched again at once'),
    theory('failures', 'take a pause of 10 s longer for each failure'),
  ),
  claim(
    'A pipeline of three stages of 60 s whose tasks fail every 600 s, and that is cancelled then, finishes with probability e^(−{0.3}) = {74.1} %; on average {22.2} core-seconds per pipeline are lost before a failure',
    worked(() => {
      const length = (3 * 60) / 600
      return [length, 100 * Math.exp(-length), 600 * (1 - Math.exp(-length)) - 180 * Math.exp(-length)]
    }),
    theory('failures', 'finish with probability e^(−180/600)'),
    theory('failures', 'have done E[T; T < 180] of work in vain before the failure at T'),
  ),
  claim(
    'work/m + (1 − 1/m) CP',
    theory('graham-bounds', 'keeps within the bounds on'),
    theory('graham-bounds', 'is reached: m(m − 1) short tasks before one of length m end at 2m − 1'),
  ),
  claim(
    'Recorded workflows run on {1}, {4}, {16} and {48} cores besides, and take as long as under an independent list scheduler.',
    test('test/conformance/workflows.test.ts', 'list scheduling'),
  ),
  claim(
    '{9} cores and {18} GiB shared by A ({1} core, {4} GiB a task) and B ({3} cores, {1} GiB)',
    theory('dominant-resource-fairness', 'to A ⟨1, 4⟩ and B ⟨3, 1⟩ as A B A B A: three tasks and two'),
  ),
  // Three tasks of A hold 12 of 18 GiB, two of B 6 of 9 cores.
  claim(
    'both end with a dominant share of {⅔}',
    worked(() => [Math.max((3 * 1) / 9, (3 * 4) / 18)]),
    worked(() => [Math.max((2 * 3) / 9, (2 * 1) / 18)]),
  ),
  claim(
    'that the {99.9} % interval of all replications contains the truth, and that it is narrow, so that a fault cannot hide in it: within {1} to {15} % of the truth on each side, as each test says.',
    worked(() => {
      const asked = precisions()
      return [100 * confidence(), 100 * Math.min(...asked), 100 * Math.max(...asked)]
    }),
  ),
  claim(
    'Where {400} replications are made, at most six of the {forty} 95 % intervals may miss, which an honest interval exceeds in {0.3} % of cases.',
    worked(() => [400, 400 / 10, 100 * binomialAbove(40, 0.05, 6)]),
    theory('single-server', 'waits ρ/(1 − ρ), ρ = 0.8'),
  ),
]
