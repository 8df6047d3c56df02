/**
 * Queueing theory in closed form. Rates are per second, means in seconds; ρ is the load of one server.
 */

/** Mean wait in M/G/1 (Pollaczek 1930, Khinchine 1932): λ E[S²] / 2(1 − ρ), by the squared coefficient of variation of service. */
export function pollaczekKhinchine(rate: number, meanService: number, squaredCv: number): number {
  const load = rate * meanService
  return (rate * meanService ** 2 * (1 + squaredCv)) / (2 * (1 - load))
}

/** Probability that an arrival has to wait in M/M/c (Erlang 1917), by the recursion of his loss formula. */
export function erlangC(servers: number, offered: number): number {
  let loss = 1
  for (let n = 1; n <= servers; n++) loss = (offered * loss) / (n + offered * loss)
  const load = offered / servers
  return loss / (1 - load * (1 - loss))
}

/** Mean wait in M/M/c: C(c, λ/μ) / (cμ − λ). */
export function meanWaitOfManyServers(servers: number, rate: number, meanService: number): number {
  return erlangC(servers, rate * meanService) / (servers / meanService - rate)
}

/** A class of customers of a server with priorities, most important first. */
export interface PriorityClass {
  readonly rate: number
  readonly meanService: number
  readonly squaredCv: number
}

/**
 * Mean wait of each class in M/G/1 with priorities that do not interrupt service (Cobham 1954):
 * W₀ / (1 − σₖ₋₁)(1 − σₖ), where W₀ = Σ λᵢ E[Sᵢ²] / 2 and σₖ is the load of classes 1…k.
 */
export function cobham(classes: readonly PriorityClass[]): number[] {
  const residual = classes.reduce(
    (sum, { rate, meanService, squaredCv }) => sum + (rate * meanService ** 2 * (1 + squaredCv)) / 2,
    0,
  )
  let before = 0
  return classes.map(({ rate, meanService }) => {
    const after = before + rate * meanService
    const wait = residual / ((1 - before) * (1 - after))
    before = after
    return wait
  })
}

/**
 * Mean wait in M/M/1 when the shortest job goes first and is not interrupted (Phipps 1956; Schrage and Miller 1966), mean
 * service 1: a job of length x waits ρ / (1 − ρ(x))², where ρ(x) = ρ(1 − e⁻ˣ(1 + x)) is the load of the jobs up to x.
 * Integrated by Simpson's rule over the probability u = 1 − e⁻ˣ.
 */
export function shortestFirstMeanWait(load: number, steps = 100_000): number {
  const wait = (u: number) => {
    const rest = 1 - u
    const below = rest === 0 ? load : load * (1 - rest * (1 - Math.log(rest)))
    return load / (1 - below) ** 2
  }
  let sum = wait(0) + wait(1)
  for (let i = 1; i < steps; i++) sum += (i % 2 === 0 ? 2 : 4) * wait(i / steps)
  return sum / (3 * steps)
}

/**
 * Mean wait when each job joins the machine with the least work of two drawn at random, many machines, exponential service
 * with mean 1 (Hellemans and Van Houdt 2018): the share of machines with more work than w is
 * F(w) = 1 / (ρ + (1/ρ − ρ) eʷ), and ∫F² dw = −ln(1 − ρ²) / ρ² − 1.
 */
export function leastWorkOfTwoMeanWait(load: number): number {
  return -Math.log(1 - load ** 2) / load ** 2 - 1
}
