import { useState, type FormEvent, type ReactNode } from 'react';
import type { ErrorCode } from '../../../shared/errors.ts';
import { setDeskPin } from '../../flows/screen-flow.ts';
import { Button } from '../../shell/button.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';

const FEWEST_DIGITS = 4;

/** The PIN by which the front desk unlocks the screen. */
export function DeskPin(): ReactNode {
  const texts = useTexts();
  const words = texts.operation;
  const there = useDesk(({ screen }) => screen?.pin === true);
  const [pin, setPin] = useState('');
  const [refused, setRefused] = useState<ErrorCode | 'short' | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (pin.length < FEWEST_DIGITS) {
      setRefused('short');
      return;
    }
    setRefused(await setDeskPin(pin));
    setPin('');
  };
  const problem = refused === null ? null : refused === 'short' ? words.pinShort : texts.errors[refused];
  return (
    <section className="operation-part">
      <p>{there ? words.pinThere : words.pinMissing}</p>
      <form className="admin-form" noValidate onSubmit={(event) => void submit(event)}>
        <FormField
          id="desk-pin"
          label={words.pinLabel}
          value={pin}
          secret
          maxLength={12}
          problem={problem}
          onChange={(text) => setPin(text.replaceAll(/\D/g, ''))}
        />
        <Button type="submit">{there ? words.pinChange : words.pinSet}</Button>
      </form>
    </section>
  );
}
