import { useState, type ReactNode } from 'react';
import { isScanner, SERIAL_SPEEDS, type ScannerSettings, type ScanOptions, type SerialSettings, type SourceSettings } from '../../../shared/sources.ts';
import { editSource } from '../../flows/sources-flow.ts';
import { Button } from '../../shell/button.tsx';
import { Choice } from '../../shell/choice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';
import { ToggleSetting } from '../toggle-setting.tsx';

/** What can be set of a device. Choices hold at once, the name when it is saved. */
export function SourceOptions({ source }: { readonly source: SourceSettings }): ReactNode {
  const { sources: words } = useTexts();
  const [name, setName] = useState(source.name);
  const given = name.trim();
  return (
    <div className="source-options">
      <form
        className="source-name"
        onSubmit={(event) => {
          event.preventDefault();
          if (given !== '') void editSource({ sourceId: source.id, name: given });
        }}
      >
        <FormField id={`name-${source.id}`} label={words.rename} value={name} maxLength={60} onChange={setName} />
        <Button type="submit">
          {words.save}
        </Button>
      </form>
      {isScanner(source) ? <ScannerOptions source={source} /> : <SerialOptions source={source} />}
    </div>
  );
}

function ScannerOptions({ source }: { readonly source: ScannerSettings }): ReactNode {
  const { sources: words } = useTexts();
  const change = (part: Partial<ScanOptions>): void =>
    void editSource({ sourceId: source.id, scan: part });
  return (
    <>
      <ToggleSetting
        name={`input-${source.id}`}
        label={words.input}
        options={['flatbed', 'feeder']}
        words={words.inputs}
        value={source.scan.input}
        onChange={(input) => change({ input })}
      />
      <ToggleSetting
        name={`area-${source.id}`}
        label={words.area}
        options={['passport', 'bed']}
        words={words.areas}
        value={source.scan.area}
        onChange={(area) => change({ area })}
      />
      <ToggleSetting
        name={`colour-${source.id}`}
        label={words.colour}
        options={['grey', 'colour']}
        words={words.colours}
        value={source.scan.colour}
        onChange={(colour) => change({ colour })}
      />
    </>
  );
}

function SerialOptions({ source }: { readonly source: SerialSettings }): ReactNode {
  const { sources: words } = useTexts();
  const { path, speed } = source.options;
  return (
    <div className="setting">
      <Choice
        label={words.speed}
        value={String(speed)}
        options={SERIAL_SPEEDS.map((one) => ({ value: String(one), label: String(one) }))}
        onChange={(value) => {
          const chosen = SERIAL_SPEEDS.find((one) => String(one) === value);
          if (chosen !== undefined) void editSource({ sourceId: source.id, place: { kind: 'serial', path, speed: chosen } });
        }}
      />
      <p className="quiet">{words.speedNote}</p>
    </div>
  );
}
