import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openObject, sealObject } from '../../../../electron/destinations/archive/archive-object.ts';
import { archivedRegistration } from './archived-registration.ts';

const key = randomBytes(32);
const delivery = randomUUID();

describe('an archive object', () => {
  it('opens to what was put in, with and without a picture', () => {
    const registration = archivedRegistration();
    for (const picture of [null, { shows: 'zone' as const, jpeg: randomBytes(5000) }]) {
      const { bytes } = sealObject(key, { registration, picture }, delivery);
      expect(openObject(key, bytes))
        .toEqual({ ok: true, registrationId: registration.id, content: { registration, picture } });
    }
  });

  it('is named by registration and by its own bytes', () => {
    const registration = archivedRegistration();
    const { key: name, bytes } = sealObject(key, { registration, picture: null }, delivery);
    expect(name).toBe(`${registration.id}/${createHash('sha256').update(bytes).digest('hex')}`);
  });

  it('comes out the same for every attempt of one delivery, whatever the order of properties', () => {
    const registration = archivedRegistration();
    const turned = Object.fromEntries(Object.entries(registration).toReversed()) as typeof registration;
    const first = sealObject(key, { registration, picture: null }, delivery);
    expect(sealObject(key, { registration: turned, picture: null }, delivery)).toEqual(first);
  });

  it('shares neither wrapped key nor body with another delivery or another version of the registration', () => {
    const registration = archivedRegistration();
    const corrected = { ...registration, stay: { ...registration.stay, room: '7' } };
    const objects = [
      sealObject(key, { registration, picture: null }, delivery),
      sealObject(key, { registration, picture: null }, randomUUID()),
      sealObject(key, { registration: corrected, picture: null }, delivery),
    ].map(({ bytes }) => bytes);
    const parts = objects.flatMap((bytes) => [bytes.subarray(32, 44), bytes.subarray(44, 76), bytes.subarray(92, 108)]);
    expect(new Set(parts.map((part) => part.toString('hex'))).size).toBe(parts.length);
  });

  it('holds nothing of the document in the clear', () => {
    const { key: name, bytes } = sealObject(key, { registration: archivedRegistration(), picture: null }, delivery);
    for (const word of ['ERIKSSON', 'L898902C3', '1974-08-12', 'UTO']) {
      expect(bytes.includes(word)).toBe(false);
      expect(name.includes(word)).toBe(false);
    }
  });

  it('has the same size for a short name and a long one', () => {
    const size = (room: string) => {
      const registration = archivedRegistration();
      const housed = { ...registration, stay: { ...registration.stay, room } };
      return sealObject(key, { registration: housed, picture: null }, delivery).bytes.length;
    };
    expect(size('1')).toBe(size('the long corridor, third on the left'));
  });

  it('tells a wrong key from a damaged object', () => {
    const { bytes } = sealObject(key, { registration: archivedRegistration(), picture: null }, delivery);
    expect(openObject(randomBytes(32), bytes)).toEqual({ ok: false, why: 'wrongKey' });
    expect(openObject(key, bytes.subarray(0, 90))).toEqual({ ok: false, why: 'damaged' });
    expect(openObject(key, Buffer.from('%PDF-1.7'))).toEqual({ ok: false, why: 'notAnObject' });
  });

  it('does not open with any bit of any part changed', () => {
    const { bytes } = sealObject(key, { registration: archivedRegistration(), picture: null }, delivery);
    for (const at of [0, 7, 8, 16, 31, 32, 44, 76, 91, 92, bytes.length - 17, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(openObject(key, changed).ok, `bit changed in byte ${at}`).toBe(false);
    }
  });

  it('is byte for byte what the first release made of the same', () => {
    const registration = { ...archivedRegistration(), id: '00000000-0000-4000-8000-000000000001' };
    const { key: name } = sealObject(Buffer.alloc(32, 7), { registration, picture: null }, 'one delivery');
    expect(name).toBe(`${registration.id}/a6113da68eb0a99dd83348cf0d2ca11ec2c53c148f9fc7caf045df81498944a0`);
  });
});
