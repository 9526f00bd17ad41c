import { describe, expect, it } from 'vitest';
import type { Mischief } from '../../../servers/bitrix24.ts';
import type { Requisite } from '../../../servers/bitrix24-requisites.ts';
import { inTime, jobOf, never, openBitrix } from '../bitrix-desk.ts';

const PERSON = { name: 'Natural person', active: true, fields: ['RQ_LAST_NAME', 'RQ_IDENT_DOC_NUM'] };
const WITH_NUMBER = { options: { enterprise: false, numberPreset: 3 } };

/** A portal with a template for people, and a desk that is told to put numbers into it. */
function openWithPreset(options: Parameters<typeof openBitrix>[0] = {}) {
  const opened = openBitrix({ ...options, parts: { ...WITH_NUMBER, ...options.parts } });
  opened.portal.presets.set(3, PERSON);
  return opened;
}

const only = (requisites: Map<number, Requisite>): Requisite => {
  const [one, ...others] = requisites.values();
  expect(others).toEqual([]);
  if (one === undefined) throw new Error('there is no requisite');
  return one;
};

describe('the document’s number', () => {
  it('stays on the desk while no template was chosen for it', async () => {
    const { portal, destination } = openBitrix();
    portal.presets.set(3, PERSON);
    expect(await destination.deliver(jobOf(), never())).toMatchObject({ kind: 'delivered' });
    expect(portal.requisites.size).toBe(0);
    expect(JSON.stringify(portal.asked.map(({ params }) => params))).not.toContain('L898902C3');
  });

  it('goes into one requisite of the contact where one was chosen, and nothing else of the document with it', async () => {
    const { portal, destination } = openWithPreset();
    const { reference } = await destination.deliver(jobOf(), never()) as { reference: string };
    expect(only(portal.requisites)).toEqual({
      ID: 31, ENTITY_TYPE_ID: 3, ENTITY_ID: Number(reference), PRESET_ID: 3, NAME: 'Kakdoma Desk',
      ORIGINATOR_ID: 'kakdoma-desk', XML_ID: expect.stringMatching(/^[0-9a-f]{64}$/), RQ_IDENT_DOC_NUM: 'L898902C3',
    });
  });

  it('is brought up to date there by the guest’s next stay', async () => {
    const { portal, destination } = openWithPreset();
    await destination.deliver(jobOf({ documentNumber: 'ab 12-34' }), never());
    await destination.deliver(jobOf({ documentNumber: 'AB1234' }), never());
    expect(only(portal.requisites)).toMatchObject({ RQ_IDENT_DOC_NUM: 'AB1234' });
  });

  it.each<Mischief>(['resetUnheard', 'reset', 'hangUnheard', 'gatewayUnheard', 'htmlUnheard', 'serverError', 'late'])(
    'stands there once after an answer that was lost (%s)', async (mischief) => {
      let done = false;
      const { portal, destination, clock } = openWithPreset({
        misbehave: ({ method }) => {
          if (done || method !== 'crm.requisite.add') return null;
          done = true;
          return mischief;
        },
      });
      const job = jobOf();
      expect(await inTime(clock, destination.deliver(job, never()))).toMatchObject({ kind: 'ambiguous' });
      await clock.pass(65_000);
      const again = await inTime(clock, destination.deliver({ ...job, mayHaveHappened: true }, never()));
      expect(again).toMatchObject({ kind: 'delivered' });
      only(portal.requisites);
      expect(portal.contacts.size).toBe(1);
    });

  it('stands there once when two desks bring it at once', async () => {
    const { portal, desk } = openWithPreset();
    await Promise.all([desk().deliver(jobOf(), never()), desk().deliver(jobOf(), never())]);
    expect(only(portal.requisites)).toMatchObject({ ID: 31, ENTITY_ID: 101 });
  });

  it('touches no requisite that people made, and none where the portal does not search as asked', async () => {
    const { portal, desk } = openWithPreset();
    await desk().deliver(jobOf(), never());
    const theirs = { ...only(portal.requisites), ID: 5, ORIGINATOR_ID: '', XML_ID: '', RQ_IDENT_DOC_NUM: 'THEIRS' };
    portal.requisites.set(5, theirs);
    await desk().deliver(jobOf(), never());
    expect(portal.requisites.get(5)).toEqual(theirs);
    const ignoring = desk({
      async fetch(url, init) {
        if (!url.endsWith('crm.requisite.list')) return portal.fetch(url, init);
        return portal.fetch(url, { ...init, body: JSON.stringify({ ...JSON.parse(String(init.body)) as object, filter: {} }) });
      },
    });
    expect(await ignoring.deliver(jobOf(), never())).toMatchObject({ kind: 'parked', code: 'bitrix.filterIgnored' });
    expect(portal.requisites.get(5)).toEqual(theirs);
  });
});

describe('the template', () => {
  it.each([
    ['is gone', null], ['is switched off', { ...PERSON, active: false }], ['has no place for a number', { ...PERSON, fields: ['RQ_INN'] }],
  ])('stops everything when it %s, before anything is sent', async (_why, preset) => {
    const { portal, destination } = openWithPreset();
    if (preset === null) portal.presets.delete(3);
    else portal.presets.set(3, preset);
    expect(await destination.test(never())).toEqual({ ok: false, code: 'bitrix.presetMissing' });
    expect(await destination.deliver(jobOf(), never()))
      .toEqual({ kind: 'parked', code: 'bitrix.presetMissing', refuses: 'everything' });
    expect(portal.contacts.size).toBe(0);
  });

  it('is offered where it has a place for a number', async () => {
    const { portal, destination, desk } = openBitrix();
    expect(await destination.numberPresets(never())).toEqual([]);
    portal.presets.set(1, { name: 'Company', active: true, fields: ['RQ_INN'] }).set(3, PERSON)
      .set(4, { ...PERSON, name: 'Old', active: false });
    expect(await destination.numberPresets(never())).toEqual([{ id: 3, name: 'Natural person' }]);
    expect(await desk({ secret: async () => null }).numberPresets(never())).toEqual({ ok: false, code: 'secret.missing' });
  });
});

describe('erasing a guest', () => {
  it('takes the requisite away, also after the template was given up, and leaves those of people', async () => {
    const { portal, destination, desk } = openWithPreset();
    const job = jobOf();
    const { reference } = await destination.deliver(job, never()) as { reference: string };
    portal.requisites.set(5, { ...only(portal.requisites), ID: 5, ORIGINATOR_ID: 'another-program' });
    const copy = {
      registrationId: job.registrationId, idempotencyKey: job.idempotencyKey, correlationId: job.correlationId, reference,
      document: { number: 'L898902C3', issuingState: 'UTO' }, phones: [],
    };
    const { eraser } = desk({ options: { enterprise: false, numberPreset: null } });
    expect(await eraser.erase(copy, never())).toEqual({ kind: 'erased', left: 'erase.contactKept' });
    expect([...portal.requisites.keys()]).toEqual([5]);
  });
});
