import { claim, worked } from '../../claim.ts'
import { glossaryWords } from '../../counts/glossary.ts'

export const claims = [claim('{ten} words, and those around them', worked(glossaryWords))]
