import { useState, type FormEvent, type ReactNode } from 'react';
import { beginRestore } from '../../flows/backup-flow.ts';
import { Button } from '../../shell/button.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** A new desk becomes the old one by its backup and the key on paper. */
export function RestorePart(): ReactNode {
  const { backup: words } = useTexts();
  const [key, setKey] = useState('');
  const [working, setWorking] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (working || key.trim() === '') return;
    setWorking(true);
    await beginRestore(key);
    setWorking(false);
  };
  return (
    <section className="policy-part">
      <h3>{words.restoreHeading}</h3>
      <p className="quiet">{words.restoreLead}</p>
      <form className="backup-restore" noValidate onSubmit={(event) => void submit(event)}>
        <label htmlFor="recovery-key">{words.restoreKey}</label>
        <textarea
          id="recovery-key"
          className="field-input recovery-input"
          rows={2}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <Button type="submit" disabled={working || key.trim() === ''} focusableWhenDisabled>
          {working ? words.restoreWorking : words.restoreChoose}
        </Button>
      </form>
    </section>
  );
}
