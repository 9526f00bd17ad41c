import { finding, type Check } from '../check.ts';

/** Which program on which system: what whoever helps asks first. */
export const checkProgram = (about: { version: string; platform: string }): Check => ({
  name: 'program',
  run: async () => [finding('program', 'program.is', { facts: [about.version, about.platform] })],
});
