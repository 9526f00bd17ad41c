/** The lock file's rules and the search for secrets; part of `npm run check` and `npm test`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lockFileFaults } from '../audit/lock-file.ts';
import { scanForSecrets } from '../audit/secrets.ts';
import { ROOT } from '../repository.ts';

const json = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
const { found, files } = scanForSecrets(ROOT);
if (files === 0) throw new Error('No files were found at all: the search looked in the wrong place.');
const faults = [...lockFileFaults(json('package-lock.json'), json('package.json')), ...found];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
