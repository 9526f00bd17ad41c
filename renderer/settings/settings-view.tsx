import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Toggle } from '@base-ui/react/toggle';
import { useEffect, useState, type ReactNode } from 'react';
import type { Settings } from '../../shared/settings.ts';
import { cameras } from '../camera/camera-stream.ts';
import { changeSettings } from '../flows/settings-flow.ts';
import { Choice } from '../shell/choice.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import './settings.css';

const LANGUAGES = ['system', 'ru', 'en'] as const satisfies readonly Settings['language'][];
const THEMES = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][];

/** Language, look and camera; each change holds at once. */
export function SettingsView(): ReactNode {
  const texts = useTexts();
  const settings = useDesk((state) => state.settings);
  const info = useDesk((state) => state.info);
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    let shown = true;
    cameras().then(
      (found) => {
        if (shown) setDevices(found);
      },
      () => {
        if (shown) setDevices([]);
      },
    );
    return () => {
      shown = false;
    };
  }, []);
  const known = devices.filter((device) => device.deviceId !== '');
  return (
    <main className="wide-view settings">
      <h1>{texts.settings.heading}</h1>
      <Setting
        name="language"
        label={texts.settings.language}
        options={LANGUAGES}
        words={texts.settings.languages}
        value={settings.language}
        onChange={(language) => void changeSettings({ language })}
      />
      <Setting
        name="theme"
        label={texts.settings.theme}
        options={THEMES}
        words={texts.settings.themes}
        value={settings.theme}
        onChange={(theme) => void changeSettings({ theme })}
      />
      <div className="setting">
        <Choice
          label={texts.settings.camera}
          value={settings.cameraId}
          options={[
            { value: '', label: texts.settings.defaultCamera },
            ...known.map((device, index) => ({
              value: device.deviceId,
              label: device.label || texts.camera.unnamed(index + 1),
            })),
          ]}
          onChange={(cameraId) => void changeSettings({ cameraId })}
        />
        <p className="quiet">{texts.settings.cameraNote}</p>
      </div>
      {info === null ? null : (
        <div className="setting about">
          <p>{texts.settings.about(info.version)}</p>
          {info.host === 'double' ? <p>{texts.settings.double}</p> : null}
          {info.demo ? <p>{texts.settings.demo}</p> : null}
        </div>
      )}
    </main>
  );
}

type SettingProps<T extends string> = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly T[];
  readonly words: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
};

function Setting<T extends string>({ name, label, options, words, value, onChange }: SettingProps<T>): ReactNode {
  return (
    <div className="setting">
      <p id={`setting-${name}`} className="choice-label">
        {label}
      </p>
      <ToggleGroup
        className="choices"
        aria-labelledby={`setting-${name}`}
        value={[value]}
        onValueChange={([chosen]) => {
          const next = options.find((option) => option === chosen);
          if (next !== undefined) onChange(next);
        }}
      >
        {options.map((option) => (
          <Toggle key={option} value={option} className="choice">
            {words[option]}
          </Toggle>
        ))}
      </ToggleGroup>
    </div>
  );
}
