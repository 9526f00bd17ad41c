import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { sayRefused } from './say.ts';

/** How many cameras the system lets the page see; null where it cannot even be asked. */
async function countCameras(): Promise<number | null> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return Math.min(devices.filter(({ kind }) => kind === 'videoinput').length, 100);
  } catch {
    return null; // the doctor then says that it does not know
  }
}

/** Has everything looked at; what was found before stays on the screen meanwhile. */
export async function runDoctor(): Promise<void> {
  if (desk().doctor.kind === 'running') return;
  const before = desk().doctor.findings;
  desk().setOperation({ doctor: { kind: 'running', findings: before } });
  const answer = await request('doctor:run', { cameras: await countCameras() });
  desk().setOperation({ doctor: { kind: 'done', findings: answer.ok ? answer.value : before } });
  if (!answer.ok) sayRefused(answer.code);
}

export async function copyDoctor(): Promise<void> {
  const answer = await request('doctor:copy', undefined);
  if (answer.ok) desk().sayGood(textsNow().doctor.copied);
  else sayRefused(answer.code);
}
