/** `npm run policy-schema`: writes docs/policy.schema.json anew. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { policySchemaText } from '../policy-schema.ts';
import { ROOT } from '../repository.ts';

writeFileSync(path.join(ROOT, 'docs/policy.schema.json'), policySchemaText());
