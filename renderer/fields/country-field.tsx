import { Combobox } from '@base-ui/react/combobox';
import type { ReactNode } from 'react';
import { DownIcon } from '../shell/icons.tsx';
import { useLanguage, useTexts } from '../texts/use-texts.ts';
import { countryCodes, countryFits, countryName } from './country-names.ts';
import { FieldShell, type FieldFrame } from './field-shell.tsx';

type Props = FieldFrame & {
  /** ICAO code of a state, or whatever was read in its place. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onVisit: () => void;
};

/** A state, shown by name, found by its code or the beginning of its name. */
export function CountryField({ value, onChange, onVisit, ...frame }: Props): ReactNode {
  const texts = useTexts();
  const language = useLanguage();
  const codes = countryCodes(language);
  const label = (code: string): string => {
    const name = countryName(code, language);
    return name === code ? code : texts.fields.country(name, code);
  };
  return (
    <FieldShell {...frame}>
      <Combobox.Root
        items={codes}
        value={value === '' ? null : value}
        itemToStringLabel={label}
        autoHighlight
        filter={(code: string, typed) => countryFits(code, typed === label(value) ? '' : typed, language)}
        onValueChange={(code: string | null) => onChange(code ?? '')}
      >
        <Combobox.InputGroup className="field-group">
          <Combobox.Input
            id={frame.id}
            className="field-input"
            aria-describedby={`${frame.id}-about`}
            spellCheck={false}
            aria-invalid={frame.mark === 'stop'}
            onFocus={(event) => {
              onVisit();
              event.currentTarget.select();
            }}
          />
          <Combobox.Trigger className="field-open" aria-label={texts.fields.openCountries} tabIndex={-1}>
            <DownIcon />
          </Combobox.Trigger>
        </Combobox.InputGroup>
        <Combobox.Portal>
          <Combobox.Positioner className="popup-place" sideOffset={4} align="end">
            <Combobox.Popup className="popup">
              <Combobox.Empty className="popup-empty">{texts.fields.noCountry}</Combobox.Empty>
              <Combobox.List className="popup-list">
                {(code: string) => (
                  <Combobox.Item key={code} value={code} className="popup-item">
                    <span className="country-code">{code}</span>
                    {countryName(code, language)}
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </FieldShell>
  );
}
