/**
 * The floor of M/M/1: so many customers by Lindley's recursion (Lindley 1952), which knows no events, jobs or machines. Prints
 * their mean wait in seconds; `node dist/bench/floors/mm1.js CUSTOMERS INTERARRIVAL SERVICE`.
 */
import { exponential } from '../../sim/chance/distributions.ts'
import { Streams } from '../../sim/chance/random.ts'

const [customers, interarrival, service] = process.argv.slice(2).map(Number) as [number, number, number]
const streams = new Streams('oak')
const arrivals = streams.stream('arrivals')
const services = streams.stream('services')
let wait = 0
let sum = 0
for (let i = 0; i < customers; i++) {
  sum += wait
  wait = Math.max(0, wait + exponential(services, service) - exponential(arrivals, interarrival))
}
process.stdout.write(`${sum / customers}\n`)
