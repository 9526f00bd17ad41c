import { useEffect, useState, type ReactNode } from 'react';
import { hasBotToken, setBotToken } from '../../flows/messages-flow.ts';
import { Button } from '../../shell/button.tsx';
import { SureIcon } from '../../shell/icons.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';

/** The token goes in and never comes out: one that is kept can only be replaced or removed. */
export function TokenField(): ReactNode {
  const { bot } = useTexts();
  const [kept, setKept] = useState<boolean | null>(null);
  const [typing, setTyping] = useState(false);
  const [token, setToken] = useState('');
  useEffect(() => void hasBotToken().then(setKept), []);
  const save = async (value: string): Promise<void> => {
    if (!(await setBotToken(value))) return;
    setToken('');
    setTyping(false);
    setKept(value !== '');
  };
  if (kept === null) return null;
  if (kept && !typing) {
    return (
      <div className="setting">
        <p className="choice-label">{bot.token}</p>
        <div className="token-kept">
          <span className="token-sure">
            <SureIcon />
            {bot.tokenKept}
          </span>
          <Button onClick={() => setTyping(true)}>{bot.tokenReplace}</Button>
          <Button look="quiet" onClick={() => void save('')}>
            {bot.tokenRemove}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(token.trim());
      }}
    >
      <FormField
        id="bot-token"
        label={bot.token}
        value={token}
        maxLength={200}
        secret
        help={bot.tokenNote}
        onChange={setToken}
      />
      <Button type="submit" disabled={token.trim() === ''}>
        {bot.tokenSave}
      </Button>
    </form>
  );
}
