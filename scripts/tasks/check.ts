import { checkSource, SOURCE_CHECKS } from '../check-source.ts';

for (const check of SOURCE_CHECKS) {
  const clean = await checkSource(check);
  console.log(`${check.name}: ${clean ? 'nothing found' : 'see above'}`);
  if (!clean) process.exitCode = 1;
}
