import { Checkbox } from '@base-ui/react/checkbox';
import { Dialog } from '@base-ui/react/dialog';
import { useMemo, useState, type ReactNode } from 'react';
import type { EarlierStay } from '../../shared/registration.ts';
import { Button } from '../shell/button.tsx';
import { closeDialog, DialogFrame } from '../shell/dialog-frame.tsx';
import { desk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useLanguage, useTexts } from '../texts/use-texts.ts';
import type { Language } from '../texts/plural.ts';
import type { Texts } from '../texts/ru.ts';
import { countryName } from './country-names.ts';
import { localDay, showDate } from './date-text.ts';
import { differencesFrom, takenOver, type Difference } from './earlier-differences.ts';

type Props = { readonly draftKey: string; readonly open: OpenDraft; readonly earlier: EarlierStay };

/** The earlier registration beside the new one; what is ticked is taken over, the person chooses. */
export function CompareDialog({ draftKey, open, earlier }: Props): ReactNode {
  const texts = useTexts();
  const found = useMemo(() => differencesFrom(open.draft, earlier), [open.draft, earlier]);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    found.filter(({ ticked }) => ticked).map(({ field }) => field),
  );
  const take = (): void => {
    const taken = found.filter(({ field }) => chosen.includes(field));
    desk().changeDraft(draftKey, (old) => ({ ...old, draft: takenOver(old.draft, taken) }));
    closeDialog();
  };
  const date = showDate(localDay(new Date(earlier.registration.confirmedAt)));
  return (
    <DialogFrame className="compare-dialog">
      <Dialog.Title>{texts.earlier.heading}</Dialog.Title>
      <Dialog.Description className="dialog-lead">
        {texts.earlier[earlier.why](date)} {found.length > 0 ? texts.earlier.lead : ''}
      </Dialog.Description>
      {found.length === 0 ? (
        <p className="compare-same">{texts.earlier.allSame}</p>
      ) : (
        <table className="compare">
          <thead>
            <tr>
              <th scope="col">{texts.earlier.field}</th>
              <th scope="col">{texts.earlier.now}</th>
              <th scope="col">{texts.earlier.before}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((difference) => (
              <Row
                key={difference.field}
                difference={difference}
                ticked={chosen.includes(difference.field)}
                onTick={(ticked) =>
                  setChosen((old) =>
                    ticked ? [...old, difference.field] : old.filter((field) => field !== difference.field),
                  )
                }
              />
            ))}
          </tbody>
        </table>
      )}
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{found.length === 0 ? texts.common.close : texts.earlier.keep}</Button>
        {found.length === 0 ? null : (
          <Button look="accent" disabled={chosen.length === 0} onClick={take}>
            {texts.earlier.take(chosen.length)}
          </Button>
        )}
      </div>
    </DialogFrame>
  );
}

function Row({
  difference,
  ticked,
  onTick,
}: {
  readonly difference: Difference;
  readonly ticked: boolean;
  readonly onTick: (ticked: boolean) => void;
}): ReactNode {
  const texts = useTexts();
  const language = useLanguage();
  const { field, now, before } = difference;
  const name = nameOf(field, texts);
  return (
    <tr data-ticked={ticked}>
      <th scope="row">{name}</th>
      <td className={ticked && now !== '' ? 'compare-lost' : undefined}>
        {now === '' ? <span className="quiet">{texts.earlier.empty}</span> : show(field, now, language)}
      </td>
      <td>
        <label className="compare-take">
          <Checkbox.Root
            className="checkbox"
            checked={ticked}
            onCheckedChange={onTick}
            aria-label={texts.earlier.takeField(name)}
          >
            <Checkbox.Indicator className="checkbox-tick">✓</Checkbox.Indicator>
          </Checkbox.Root>
          {show(field, before, language)}
        </label>
      </td>
    </tr>
  );
}

function nameOf(field: Difference['field'], texts: Texts): string {
  switch (field) {
    case 'cyrillicSurname':
    case 'cyrillicGivenNames':
      return texts.fields[field];
    case 'phone':
    case 'note':
      return texts.stay.names[field];
    default:
      return texts.fields.names[field];
  }
}

function show(field: Difference['field'], value: string, language: Language): string {
  if (field === 'birthDate' || field === 'expiryDate') return showDate(value);
  return field === 'nationality' || field === 'issuingState' ? countryName(value, language) : value;
}
