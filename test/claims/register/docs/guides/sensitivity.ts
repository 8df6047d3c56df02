import { cited, claim } from '../../../claim.ts'

export const claims = [
  claim('Morris 1991, Technometrics {33}:{161}–{174}', cited('Morris 1991')),
  claim('Environmental Modelling & Software {22}:{1509}–{1518}', cited('Campolongo, Cariboni and Saltelli')),
]
