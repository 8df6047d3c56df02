/**
 * The register: `register/docs/design.ts` has the claims of `docs/design.md`, as `claims`. A page without figures of its own
 * has no file.
 */
import { existsSync } from 'node:fs'
import { generatedFiles } from '../../docs/generate.ts'
import { allPages } from '../docs/reading-order.ts'
import { projectFiles } from '../source-files.ts'
import type { Claim } from './claim.ts'

const FOLDER = 'test/claims/register'

/** All pages but those that are written from the code, whose own test compares them with it. */
export const checkedPages: readonly string[] = allPages.filter(page => !(page in generatedFiles))

/** Where the claims of a page are, or would be. */
export function registerFile(page: string): string {
  return `${FOLDER}/${page.toLowerCase().replace(/\.md$/, '.ts')}`
}

/** Every file of the register. */
export function registerFiles(): string[] {
  return projectFiles(['.ts']).filter(file => file.startsWith(`${FOLDER}/`))
}

export async function claimsOf(page: string): Promise<readonly Claim[]> {
  const file = registerFile(page)
  if (!existsSync(file)) return []
  const { claims } = (await import(new URL(`../../${file}`, import.meta.url).href)) as {
    readonly claims: readonly Claim[]
  }
  return claims
}
