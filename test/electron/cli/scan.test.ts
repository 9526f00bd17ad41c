import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../profile.ts';

const ROOT = join(import.meta.dirname, '../../..');
const specimen = (name: string) => join(ROOT, 'resources/demo', name);

/** The command as `npm run scan` runs it, with no terminal; without its npm. */
function scan(...args: string[]): Promise<{ code: number | null; lines: string[]; told: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'electron/cli/scan.ts'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, told] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => told.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({
      code, lines: Buffer.concat(out).toString().split('\n').filter(Boolean), told: Buffer.concat(told).toString(),
    }));
  });
}

describe('npm run scan', () => {
  it('reads a folder with all below it, one JSON object a file, and ends with 0 when all is sure', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'b'));
    copyFileSync(specimen('1-passport.jpg'), join(folder, 'a passport.JPG'));
    copyFileSync(specimen('4-internal-passport.jpg'), join(folder, 'b/internal.jpeg'));
    writeFileSync(join(folder, 'notes.txt'), 'not looked at');
    const { code, lines, told } = await scan(folder, '--json');
    const [passport, internal, ...others] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(others).toEqual([]);
    expect(Object.keys(passport ?? {})).toEqual(['file', 'ms', 'documents', 'quality']);
    expect(passport).toEqual({
      file: join(folder, 'a passport.JPG'), ms: expect.any(Number), quality: [],
      documents: [{
        status: 'sure', format: 'TD3', confidence: expect.any(Number), doubts: [],
        lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO8408129F3104150ZE184226B<<<<<10'],
        fields: {
          surname: 'ERIKSSON', givenNames: 'ANNA MARIA', sex: 'F', birthDate: '1984-08-12', nationality: 'UTO', documentCode: 'P',
          documentNumber: 'L898902C3', issuingState: 'UTO', expiryDate: '2031-04-15', optionalData: 'ZE184226B',
        },
        box: Array.from({ length: 4 }, () => [expect.any(Number), expect.any(Number)]),
      }],
    });
    expect(internal).toMatchObject({
      file: join(folder, 'b/internal.jpeg'),
      documents: [{ format: 'TD3', fields: { surnameCyrillic: 'ИМЯРЕК', givenNamesCyrillic: 'ЕВГЕНИЙ АЛЕКСАНДРОВИЧ' } }],
    });
    expect(code).toBe(0);
    // No progress where nobody watches.
    expect(told).toBe('');
  });

  it('names what could not be read by its code, goes on with the rest, and ends with 1', async () => {
    const folder = temporaryFolder();
    const [text, empty, cut, huge, missing] = ['text.jpg', 'empty.png', 'cut.jpg', 'huge.tif', 'missing.jpg'].map((name) => join(folder, name));
    writeFileSync(text ?? '', 'Dear guest,\n'.repeat(9));
    writeFileSync(empty ?? '', '');
    writeFileSync(cut ?? '', readFileSync(specimen('1-passport.jpg')).subarray(0, 9000));
    writeFileSync(huge ?? '', '');
    truncateSync(huge ?? '', 41 * 1024 * 1024);
    const files = [text ?? '', empty ?? '', cut ?? '', huge ?? '', missing ?? '', specimen('1-passport.jpg')];
    const { code, lines } = await scan('--json', ...files);
    const scanned = lines.map((line) => JSON.parse(line) as { file: string; error?: string; documents: unknown[] });
    expect(scanned.map(({ file }) => file)).toEqual(files);
    expect(scanned.map(({ error, documents }) => error ?? documents.length)).toEqual(
      ['picture.unknownFormat', 'picture.empty', 'picture.damaged', 'picture.tooManyBytes', 'file.unreadable', 1]);
    expect(code).toBe(1);
  });

  it('ends with 2 when nothing was found, and says so in words', async () => {
    const folder = temporaryFolder();
    const [blank, none] = [join(folder, 'blank.png'), join(folder, 'none')];
    mkdirSync(none);
    writeFileSync(blank, await sharp({ create: { width: 400, height: 300, channels: 3, background: '#d0d4d8' } }).png().toBuffer());
    const [found, nothing] = await Promise.all([scan(blank), scan(none)]);
    expect(found.lines.join(' ')).toContain('blank.png: no MRZ found');
    expect(found.code).toBe(2);
    expect(nothing).toMatchObject({ code: 2, lines: [], told: expect.stringContaining('no pictures') });
  });

  it('tells a person in a sentence what is wrong with a file, and how to call it', async () => {
    const missing = join(temporaryFolder(), 'missing.jpg');
    const [unreadable, wrong, empty] = await Promise.all([scan(missing), scan('--jsn', missing), scan()]);
    expect(unreadable).toMatchObject({ code: 1, lines: [`${missing}: the file is not there or may not be read (ENOENT)`] });
    expect(wrong).toMatchObject({ code: 64, lines: [], told: expect.stringContaining('--jsn') });
    for (const { told } of [wrong, empty]) expect(told).toContain('usage: npm run scan -- <files or folders> [--json]');
    expect(empty.code).toBe(64);
  });
});
