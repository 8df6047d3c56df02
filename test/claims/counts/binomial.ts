/** Probability of more than k successes in n trials, each with probability p. */
export function binomialAbove(n: number, p: number, k: number): number {
  let probability = (1 - p) ** n
  let below = probability
  for (let i = 1; i <= k; i++) {
    probability *= ((n - i + 1) / i) * (p / (1 - p))
    below += probability
  }
  return 1 - below
}
