import { breaches } from '../import-rules.ts';
import { importsOf } from '../imports-of.ts';
import { ROOT } from '../repository.ts';

const imports = importsOf(ROOT, ['electron', 'renderer', 'shared', 'scripts', 'test']);
const found = breaches(ROOT, imports);
for (const line of found) console.error(line);
if (imports.length === 0) throw new Error('No imports were found at all: the check looked in the wrong place.');
if (found.length > 0) process.exitCode = 1;
