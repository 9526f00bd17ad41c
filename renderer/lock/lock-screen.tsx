import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import type { ErrorCode } from '../../shared/errors.ts';
import { unlockScreen } from '../flows/screen-flow.ts';
import { FormField } from '../settings/destinations/form-field.tsx';
import { Button } from '../shell/button.tsx';
import { LockIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import './lock.css';

/** Stands in place of everything while the screen is locked: nothing of any guest is on the page then. */
export function LockScreen(): ReactNode {
  const texts = useTexts();
  const words = texts.screen;
  const wait = useDesk(({ screen }) => screen?.waitMs ?? 0);
  const [by, setBy] = useState<'desk' | 'administrator'>('desk');
  const [pin, setPin] = useState('');
  const [refused, setRefused] = useState<ErrorCode | null>(null);
  const [trying, setTrying] = useState(false);

  useEffect(() => document.getElementById('screen-pin')?.focus(), [by]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (trying || pin === '') return;
    setTrying(true);
    const code = await unlockScreen(pin, by);
    setTrying(false);
    setRefused(code);
    setPin('');
  };
  const waiting = by === 'desk' && wait > 0;
  return (
    <main className="lock-screen">
      <form className="lock-form" noValidate onSubmit={(event) => void submit(event)}>
        <span className="lock-mark">
          <LockIcon />
        </span>
        <h1>{words.heading}</h1>
        <p className="quiet">{words.leads[by]}</p>
        <FormField
          key={by}
          id="screen-pin"
          label={words.labels[by]}
          value={pin}
          secret
          maxLength={12}
          onChange={(text) => setPin(text.replaceAll(/\D/g, ''))}
        />
        <p className="form-refused" role="alert">
          {waiting ? texts.pin.wait(wait) : refused === null ? '' : texts.errors[refused]}
        </p>
        <Button look="accent" type="submit">
          {words.unlock}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            setBy(by === 'desk' ? 'administrator' : 'desk');
            setRefused(null);
            setPin('');
          }}
        >
          {by === 'desk' ? words.byAdministrator : words.byDesk}
        </Button>
      </form>
    </main>
  );
}
