import { useEffect, useState, type ReactNode } from 'react';
import { cameras } from '../camera/camera-stream.ts';
import { changeSettings } from '../flows/settings-flow.ts';
import { Choice } from '../shell/choice.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { HeldNote, useHeld } from './held.tsx';
import { LookSettings } from './look-settings.tsx';

/** Language, look and camera; each change holds at once. */
export function GeneralSection(): ReactNode {
  const texts = useTexts();
  const cameraId = useDesk((state) => state.settings.cameraId);
  const held = useHeld('cameraId');
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
    <>
      <LookSettings />
      <div className="setting">
        <Choice
          label={texts.settings.camera}
          value={cameraId}
          disabled={held}
          options={[
            { value: '', label: texts.settings.defaultCamera },
            ...known.map((device, index) => ({
              value: device.deviceId,
              label: device.label || texts.camera.unnamed(index + 1),
            })),
          ]}
          onChange={(chosen) => void changeSettings({ cameraId: chosen })}
        />
        <HeldNote setting="cameraId" />
        <p className="quiet">{texts.settings.cameraNote}</p>
      </div>
    </>
  );
}
