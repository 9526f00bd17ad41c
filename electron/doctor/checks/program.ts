import { namesOf } from '../../../shared/policy-file.ts';
import type { MachinePolicy } from '../../policy-file/policy-file.ts';
import { finding, type Check } from '../check.ts';

/** Which program on which system, and who else sets it: what whoever helps asks first. */
export function checkProgram({ version, platform, policy }: { version: string; platform: string; policy: MachinePolicy }): Check {
  return {
    name: 'program',
    async run() {
      const program = finding('program', 'program.is', { facts: [version, platform] });
      switch (policy.kind) {
        case 'none': return [program];
        case 'broken': return [program, finding('program', 'policyFile.broken', { detail: policy.problem })];
        case 'read': return [program, finding('program', 'policyFile.read', { facts: [namesOf(policy.lock).length] })];
        default: return policy satisfies never;
      }
    },
  };
}
