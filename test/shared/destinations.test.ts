import { describe, expect, it } from 'vitest';
import { destinationsSchema, NEW_BITRIX, type DestinationSettings } from '../../shared/destinations.ts';

const folder: DestinationSettings = {
  id: 'folder-1', kind: 'folder', name: 'Архив', on: true, options: { path: '/srv/archive' },
};
const s3: DestinationSettings = {
  id: 's3-1', kind: 's3', name: 'Storage', on: false, options: {
    endpoint: 'https://storage.example.com', region: 'ru-central1', bucket: 'desk-archive', prefix: 'house-1/',
    forcePathStyle: true, accessKeyId: 'AKIDEXAMPLE', sse: 'none', keyId: '',
  },
};
const accepts = (...list: unknown[]): boolean => destinationsSchema.safeParse(list).success;
const s3With = (options: object): unknown => ({ ...s3, options: { ...s3.options, ...options } });

describe('destinations in the settings', () => {
  it('may be of each kind, each by an id of its own', () => {
    expect(accepts(folder, s3, { id: 'bitrix-1', kind: 'bitrix', name: 'CRM', on: true, options: NEW_BITRIX })).toBe(true);
    expect(accepts(folder, { ...s3, id: 'folder-1' })).toBe(false);
  });

  it('have no room for a secret', () => {
    expect(accepts(s3With({ secretAccessKey: 'secret' }))).toBe(false);
    expect(accepts({ ...folder, secret: 'secret' })).toBe(false);
    expect(accepts(s3With({ endpoint: 'https://user:secret@storage.example.com' }))).toBe(false);
    expect(accepts(s3With({ endpoint: 'https://storage.example.com/?key=secret' }))).toBe(false);
  });

  it.each([
    { endpoint: 'storage.example.com' }, { endpoint: 'ftp://storage.example.com' },
    { endpoint: 'https://storage.example.com/bucket' }, { bucket: 'Upper' }, { bucket: 'a/b' },
    { prefix: 'no-slash' }, { prefix: '/first/' }, { prefix: '../' },
    { region: '' },
    { accessKeyId: 'with space' }, { sse: 'AES128' },
  ])('refuse an S3 with %o', (options) => expect(accepts(s3With(options))).toBe(false));

  it.each(['C:\\Archive', 'C:/Archive', '\\\\server\\share', '/srv'])('take the whole path %s', (path) => {
    expect(accepts({ ...folder, options: { path } })).toBe(true);
  });

  it.each(['', 'archive', './archive', 'C:archive'])('refuse the path %j, which is not whole', (path) => {
    expect(accepts({ ...folder, options: { path } })).toBe(false);
  });
});
