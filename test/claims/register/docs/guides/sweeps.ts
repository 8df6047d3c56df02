import { cited, claim } from '../../../claim.ts'

export const claims = [
  claim('In an indexed Kubernetes Job, whose index counts from 0:', cited('indexed Kubernetes Job')),
]
