import { Checkbox } from '@base-ui/react/checkbox';
import type { ReactNode } from 'react';
import type { DestinationSettings } from '../../../shared/destinations.ts';
import { CRM_FIELDS, type KeepPicture } from '../../../shared/policy.ts';
import { changePolicy } from '../../flows/admin-flow.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { HeldNote, useHeld } from '../held.tsx';
import { ToggleSetting } from '../toggle-setting.tsx';
import { DaysField } from './days-field.tsx';
import { ErasureList } from './erasure-list.tsx';
import { PurgeReport } from './purge-report.tsx';
import './policy.css';

const KEEPS = ['never', 'untilDelivered', 'days'] as const satisfies readonly KeepPicture['kind'][];
/** Where days are chosen for the first time. */
const FIRST_PICTURE_DAYS = 7;
const FIRST_REGISTRATION_DAYS = 365;

const keepOf = (kind: KeepPicture['kind']): KeepPicture =>
  kind === 'days' ? { kind, days: FIRST_PICTURE_DAYS } : { kind };

/** What this property keeps of its guests and what may leave the desk; each change holds at once. */
export function PolicySection(): ReactNode {
  const texts = useTexts();
  const words = texts.policy;
  const policy = useDesk((state) => state.settings.policy);
  const { keepPicture, keepRegistrationDays } = policy;
  const never = keepPicture.kind === 'never';
  return (
    <>
      <p className="settings-lead quiet">{words.lead}</p>
      <ToggleSetting
        name="keep-picture"
        setting="policy.keepPicture"
        label={words.keepPicture}
        options={KEEPS}
        words={words.keepPictures}
        value={keepPicture.kind}
        onChange={(kind) =>
          void changePolicy({ keepPicture: keepOf(kind), ...(kind === 'never' ? { uploadPicture: false } : {}) })
        }
      />
      {keepPicture.kind === 'days' ? (
        <DaysField
          id="picture-days"
          setting="policy.keepPicture"
          key={keepPicture.days}
          value={keepPicture.days}
          onChange={(days) => void changePolicy({ keepPicture: { kind: 'days', days } })}
        />
      ) : null}
      <ToggleSetting
        name="picture-kind"
        setting="policy.picture"
        label={words.picture}
        options={['whole', 'zone'] as const}
        words={words.pictures}
        value={policy.picture}
        note={words.pictureNote}
        onChange={(picture) => void changePolicy({ picture })}
      />
      {never ? (
        <div className="setting">
          <p className="choice-label">{words.upload}</p>
          <p>{words.uploadNever}</p>
        </div>
      ) : (
        <ToggleSetting
          name="upload-picture"
          setting="policy.uploadPicture"
          label={words.upload}
          options={['off', 'on'] as const}
          words={words.uploads}
          value={policy.uploadPicture ? 'on' : 'off'}
          note={words.uploadNote}
          onChange={(upload) => void changePolicy({ uploadPicture: upload === 'on' })}
        />
      )}
      <ToggleSetting
        name="retention"
        setting="policy.keepRegistrationDays"
        label={words.retention}
        options={['forever', 'days'] as const}
        words={words.retentions}
        value={keepRegistrationDays === null ? 'forever' : 'days'}
        note={words.retentionNote}
        onChange={(how) =>
          void changePolicy({ keepRegistrationDays: how === 'forever' ? null : FIRST_REGISTRATION_DAYS })
        }
      />
      {keepRegistrationDays === null ? null : (
        <DaysField
          id="registration-days"
          setting="policy.keepRegistrationDays"
          key={keepRegistrationDays}
          value={keepRegistrationDays}
          onChange={(days) => void changePolicy({ keepRegistrationDays: days })}
        />
      )}
      <CrmFields />
      <PurgeReport />
      <ErasureList />
    </>
  );
}

function CrmFields(): ReactNode {
  const { policy: words } = useTexts();
  const held = useHeld('policy.crmFields');
  const sent = useDesk((state) => state.settings.policy.crmFields);
  const portals = useDesk(({ settings }) => portalsWithNumber(settings.destinations));
  return (
    <fieldset className="setting crm-fields">
      <legend className="choice-label">{words.crm}</legend>
      <div className="crm-checks">
        {CRM_FIELDS.map((field) => (
          <label key={field} className="crm-field">
            <Checkbox.Root
              className="checkbox"
              checked={sent.includes(field)}
              disabled={held}
              onCheckedChange={(on) =>
                void changePolicy({ crmFields: CRM_FIELDS.filter((one) => (one === field ? on : sent.includes(one))) })
              }
            >
              <Checkbox.Indicator className="checkbox-tick">✓</Checkbox.Indicator>
            </Checkbox.Root>
            {words.crmFields[field]}
          </label>
        ))}
      </div>
      <HeldNote setting="policy.crmFields" />
      <p className="quiet">{portals === '' ? words.crmAlways : words.crmNumber(portals)}</p>
    </fieldset>
  );
}

/** Names of the portals that the document's number goes to, '' for none. */
const portalsWithNumber = (destinations: readonly DestinationSettings[]): string =>
  destinations
    .filter((one) => one.kind === 'bitrix' && one.options.numberPreset !== null)
    .map(({ name }) => name)
    .join(', ');
