import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { archiveFiles } from '../../scripts/package/archive.ts';

/**
 * Lays the files of an app.asar out in `folder`, for Node, which cannot read the archive as Electron does. What the package
 * holds unpacked is linked and not copied: native modules are loaded from where they lie in the package.
 */
export function openArchive(archive: string, folder: string): void {
  for (const file of archiveFiles(archive)) {
    const to = path.join(folder, file.path);
    mkdirSync(path.dirname(to), { recursive: true });
    if (file.unpacked) symlinkSync(path.join(`${archive}.unpacked`, file.path), to);
    else writeFileSync(to, file.bytes);
  }
}
