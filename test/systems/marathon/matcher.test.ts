import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { type App, isResident } from '../../../systems/marathon/app.ts'
import { constraintOf } from '../../../systems/marathon/constraints.ts'
import { type Flags, head, marathon13 } from '../../../systems/marathon/flags.ts'
import { AppMatcher, type Home } from '../../../systems/marathon/matcher.ts'
import { type Offer, type Resource, remainder } from '../../../systems/marathon/offer.ts'
import { ofRoles, reservable } from '../../../systems/marathon/selector.ts'
import { Spread } from '../../../systems/marathon/spread.ts'

const labels = {}
const scalar = (name: 'cpus' | 'mem' | 'gpus' | 'disk', milli: number, role = '*'): Resource => ({
  name,
  milli,
  role,
  labels,
})
const ports = (from: number, to: number): Resource => ({ name: 'ports', from, to, role: '*', labels })
const offerOf = (resources: Resource[], more: Partial<Offer> = {}): Offer => ({
  hostname: 'h',
  attributes: [],
  resources,
  ...more,
})
const whole = [scalar('cpus', 4000), scalar('mem', 16000), scalar('disk', 1000), ports(31000, 31001)]
const appOf = (more: Partial<App> = {}): App => ({
  id: '/web',
  instances: 1,
  needs: { cpus: 1000, mem: 128, disk: 0, gpus: 0 },
  ports: { kind: 'definitions', ports: [], required: false },
  volumes: [],
  constraints: [],
  labels: {},
  ...more,
})

function matchOf(
  app: App,
  offer: Offer,
  {
    flags = head,
    returns = false,
    home,
    now = 0,
  }: { flags?: Flags; returns?: boolean; home?: Home; now?: number } = {},
) {
  const spread = new Spread(
    app.constraints.map(({ field }) => field),
    flags.era,
  )
  const selector = isResident(app) ? reservable() : ofRoles(['*'])
  return new AppMatcher(app, flags, home).match(
    { offer, selector, spread, returns, now },
    new Streams('oak').stream('ports'),
  )
}
const reasons = (...asked: Parameters<typeof matchOf>) => {
  const match = matchOf(...asked)
  return match.matches ? [] : match.reasons
}

describe('a match of an offer', () => {
  it('takes from several resources of a kind in their order', () => {
    const match = matchOf(
      appOf(),
      offerOf([scalar('cpus', 300), scalar('cpus', 500), scalar('cpus', 900), scalar('mem', 128)]),
    )
    expect(match.matches && match.taken).toEqual([
      scalar('cpus', 300),
      scalar('cpus', 500),
      scalar('cpus', 200),
      scalar('mem', 128),
    ])
  })

  it('says all that is short, and looks at the place even then, but not at ports', () => {
    const app = appOf({
      needs: { cpus: 5000, mem: 17000, disk: 2000, gpus: 1 },
      constraints: [constraintOf(['rack', 'LIKE', 'a'], 'head', '')],
      ports: { kind: 'definitions', ports: [0, 0, 0], required: false },
    })
    expect(reasons(app, offerOf(whole))).toEqual([
      'InsufficientCpus',
      'InsufficientMemory',
      'InsufficientGpus',
      'InsufficientDisk',
      'UnfulfilledConstraint',
    ])
    expect(reasons({ ...appOf(), ports: app.ports }, offerOf(whole))).toEqual(['InsufficientPorts'])
  })

  it('finds no role when nothing of the offer is accepted', () => {
    expect(reasons(appOf(), offerOf([scalar('cpus', 4000, 'db')]))).toEqual([
      'InsufficientCpus',
      'InsufficientMemory',
      'UnfulfilledRole',
    ])
  })

  it('leaves agents with GPUs to apps that want some, in head, unless a label or a volume there says otherwise', () => {
    const offer = offerOf([...whole, scalar('gpus', 4000)])
    expect(reasons(appOf(), offer)).toEqual(['DeclinedScarceResources'])
    expect(reasons(appOf({ labels: { GPU_SCHEDULING_BEHAVIOR: 'unrestricted' } }), offer)).toEqual([])
    expect(reasons(appOf({ needs: { ...appOf().needs, gpus: 2000 } }), offer)).toEqual([])
    expect(reasons(appOf(), offer, { returns: true })).toEqual([])
    expect(reasons(appOf(), offer, { flags: marathon13 })).toEqual([])
  })

  it('tells a GPU that is left alone after all that is short, and heeds no label of another word', () => {
    const offer = offerOf([scalar('cpus', 500), scalar('mem', 128), scalar('gpus', 4000)])
    const app = appOf({ labels: { GPU_SCHEDULING_BEHAVIOR: 'none' } })
    expect(reasons(app, offer)).toEqual(['InsufficientCpus', 'DeclinedScarceResources'])
  })

  it('uses another region only for an app that names a region or a zone, in head', () => {
    const offer = offerOf(whole, { region: 'us', zone: 'us-a' })
    const naming = (field: string) =>
      appOf({ constraints: [constraintOf([field, 'LIKE', 'us.*'], 'head', '')] })
    const home = { region: 'eu' }
    expect(reasons(appOf(), offer, { home })).toEqual(['UnfulfilledConstraint'])
    expect(reasons(naming('@region'), offer, { home })).toEqual([])
    expect(reasons(naming('@zone'), offer, { home })).toEqual([])
    expect(reasons(naming('@region'), offer, { home: { region: null } })).toEqual([])
    expect(reasons(appOf(), offer, { home, flags: marathon13 })).toEqual([])
  })

  it('uses no region where it does not know its own, and any where nobody asks', () => {
    const offer = offerOf(whole, { region: 'us' })
    expect(reasons(appOf(), offer, { home: { region: null } })).toEqual(['UnfulfilledConstraint'])
    expect(reasons(appOf(), offerOf(whole), { home: { region: null } })).toEqual([])
    expect(reasons(appOf(), offer)).toEqual([])
  })

  it('leaves an agent that goes into maintenance, in head', () => {
    const offer = offerOf(whole, { unavailability: { start: 100 } })
    expect(reasons(appOf(), offer, { now: 101 })).toEqual(['UnfulfilledConstraint', 'AgentMaintenance'])
    expect(reasons(appOf(), offer, { now: 101, flags: marathon13 })).toEqual([])
    expect(reasons(appOf(), offer, { now: 101, flags: { ...head, maintenanceMode: false } })).toEqual([])
  })

  it('reserves the volumes of a resident app', () => {
    const app = appOf({
      volumes: [{ type: 'root', size: 600, constraints: [] }],
      needs: { ...appOf().needs, disk: 300 },
    })
    const match = matchOf(app, offerOf(whole))
    expect(match.matches && match.disks.map(({ milli, volume }) => [milli, volume])).toEqual([
      [300, null],
      [600, 0],
    ])
    expect(reasons(app, offerOf([...whole.slice(0, 2), scalar('disk', 899)]))).toEqual(['InsufficientDisk'])
  })

  it('never takes more than the offer has, however often it is asked', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 4 })
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        fc.nat(3),
        (cpus, mem, needsCpus, needsMem, count) => {
          const app = appOf({
            needs: { cpus: needsCpus, mem: needsMem, disk: 0, gpus: 0 },
            ports: { kind: 'definitions', ports: Array(count).fill(0), required: false },
          })
          let offer = offerOf([
            ...cpus.map(milli => scalar('cpus', milli)),
            ...mem.map(milli => scalar('mem', milli)),
            ports(1, 20),
          ])
          let launches = 0
          for (;;) {
            const match = matchOf(app, offer)
            if (!match.matches) break
            launches += 1
            offer = remainder(offer, match.taken)
          }
          const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
          // All of the offer can be used to the last instance that fits, for amounts may be put together.
          const most = Math.min(
            Math.floor(sum(cpus) / needsCpus),
            Math.floor(sum(mem) / needsMem),
            count === 0 ? Infinity : Math.floor(20 / count),
          )
          expect(launches).toBe(most)
        },
      ),
      { seed: 1887, numRuns: 60 },
    )
  })
})
