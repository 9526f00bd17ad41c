import { Checkbox } from '@base-ui/react/checkbox';
import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { addPictures } from '../flows/capture-flow.ts';
import { changeSettings } from '../flows/settings-flow.ts';
import { Button, IconButton } from '../shell/button.tsx';
import { Choice } from '../shell/choice.tsx';
import { closeDialog, DialogFrame } from '../shell/dialog-frame.tsx';
import { CameraIcon, CloseIcon } from '../shell/icons.tsx';
import { useHeld } from '../settings/held.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { takeFrame } from './camera-stream.ts';
import { HandsFreeOverlay } from './hands-free.tsx';
import { useCamera } from './use-camera.ts';
import './camera.css';

/**
 * Live camera: documents held to it are read and queued by themselves; Space takes a picture of what is no document. One
 * closes the window, unless the camera is to go on with the next.
 */
export function CameraDialog(): ReactNode {
  const texts = useTexts();
  const { cameraId, cameraGoesOn, cameraSound } = useDesk((state) => state.settings);
  const held = { camera: useHeld('cameraId'), goesOn: useHeld('cameraGoesOn'), sound: useHeld('cameraSound') };
  const { state, devices, again } = useCamera(cameraId);
  const video = useRef<HTMLVideoElement>(null);
  const shutter = useRef<HTMLButtonElement>(null);
  const [taken, setTaken] = useState(0);

  const stream = state.kind === 'live' ? state.stream : null;
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);

  const shoot = async (): Promise<void> => {
    const frame = video.current === null ? null : await takeFrame(video.current);
    if (frame === null) return;
    setTaken((old) => old + 1);
    if (!cameraGoesOn) closeDialog();
    await addPictures([frame], 'camera');
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const inControl =
      event.target instanceof Element && event.target.closest('[role="combobox"], [role="checkbox"]') !== null;
    if (event.code !== 'Space' || event.repeat || inControl || state.kind !== 'live') return;
    event.preventDefault();
    void shoot();
  };

  return (
    <DialogFrame className="camera-dialog" initialFocus={shutter} onKeyDown={onKeyDown}>
      <header className="camera-head">
        <Dialog.Title>{texts.camera.heading}</Dialog.Title>
        <Choice
          label={texts.camera.device}
          hideLabel
          value={cameraId}
          disabled={held.camera}
          options={[
            { value: '', label: texts.settings.defaultCamera },
            ...devices.map((device, index) => ({
              value: device.deviceId,
              label: device.label || texts.camera.unnamed(index + 1),
            })),
          ]}
          onChange={(id) => void changeSettings({ cameraId: id })}
        />
        <IconButton label={texts.common.close} shortcut={texts.keys.names.escape} onClick={closeDialog}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="camera-view">
        <video ref={video} autoPlay muted playsInline hidden={state.kind !== 'live'} />
        {state.kind === 'live' ? (
          <HandsFreeOverlay
            key={state.stream.id}
            video={video}
            stream={state.stream}
            onKept={() => {
              if (!cameraGoesOn) closeDialog();
            }}
          />
        ) : null}
        {state.kind === 'starting' ? <p role="status">{texts.camera.starting}</p> : null}
        {state.kind === 'trouble' ? (
          <div className="camera-trouble" role="alert">
            <p>{texts.camera[state.why]}</p>
            <Button look="accent" onClick={again}>
              {texts.camera.again}
            </Button>
          </div>
        ) : null}
      </div>
      <footer className="camera-foot">
        <p className="quiet">{texts.camera.guide}</p>
        <Tick checked={cameraGoesOn} disabled={held.goesOn} onChange={(goesOn) => void changeSettings({ cameraGoesOn: goesOn })}>
          {texts.camera.goesOn}
        </Tick>
        <Tick checked={cameraSound} disabled={held.sound} onChange={(sound) => void changeSettings({ cameraSound: sound })}>
          {texts.camera.sound}
        </Tick>
        <Button
          look="accent"
          ref={shutter}
          className="camera-shutter"
          disabled={state.kind !== 'live'}
          focusableWhenDisabled
          onClick={() => void shoot()}
        >
          <CameraIcon />
          {texts.camera.shoot}
          <kbd>{texts.keys.names.space}</kbd>
        </Button>
      </footer>
      <p className="only-heard" role="status">
        {taken > 0 ? texts.camera.taken(taken) : ''}
      </p>
    </DialogFrame>
  );
}

type TickProps = {
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: string;
};

function Tick({ checked, disabled, onChange, children }: TickProps): ReactNode {
  return (
    <label className="camera-tick">
      <Checkbox.Root className="checkbox" checked={checked} disabled={disabled} onCheckedChange={onChange}>
        <Checkbox.Indicator className="checkbox-tick">✓</Checkbox.Indicator>
      </Checkbox.Root>
      {children}
    </label>
  );
}
