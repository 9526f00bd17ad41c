import { useState, type ReactNode } from 'react';
import { HOUSE_TOPICS, telegramSettingsSchema, type TelegramSettings } from '../../../shared/telegram.ts';
import { Button } from '../../shell/button.tsx';
import { desk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';

type Props = { readonly settings: TelegramSettings; readonly onSave: (change: Partial<TelegramSettings>) => void };

const MOST_CANNED = 30;

/** Telegram's numbers of people, apart by commas or spaces; null where something else stands between. */
function readNumbers(text: string): number[] | null {
  const numbers = text.split(/[\s,;]+/).filter((part) => part !== '').map(Number);
  const read = telegramSettingsSchema.shape.owners.safeParse([...new Set(numbers)]);
  return read.success ? read.data : null;
}

/** What stands in the bot's own answers and beside the desk's, saved together. */
export function BotWords({ settings, onSave }: Props): ReactNode {
  const { bot } = useTexts();
  const [signature, setSignature] = useState(settings.signature);
  const [house, setHouse] = useState(settings.house);
  const [canned, setCanned] = useState(settings.canned.join('\n'));
  const [owners, setOwners] = useState(settings.owners.join(', '));
  const [staff, setStaff] = useState(settings.staff.join(', '));
  const [apiRoot, setApiRoot] = useState(settings.apiRoot);
  const rightRoot = telegramSettingsSchema.shape.apiRoot.safeParse(apiRoot).success;
  const lines = canned.split('\n').map((line) => line.trim().slice(0, 1000)).filter((line) => line !== '');
  const numbers = { owners: readNumbers(owners), staff: readNumbers(staff) };
  const save = (): void => {
    const { owners: ownersNow, staff: staffNow } = numbers;
    if (!rightRoot || ownersNow === null || staffNow === null) return;
    onSave({
      signature: signature.trim(),
      house,
      apiRoot,
      owners: ownersNow,
      staff: staffNow,
      canned: [...new Set(lines)].slice(0, MOST_CANNED),
    });
    desk().sayGood(bot.saved);
  };
  return (
    <form
      className="bot-words"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <FormField
        id="bot-signature"
        label={bot.signature}
        value={signature}
        maxLength={60}
        help={bot.signatureNote}
        onChange={setSignature}
      />
      <fieldset className="house">
        <legend>{bot.house}</legend>
        <p className="form-about">{bot.houseNote}</p>
        {HOUSE_TOPICS.map((topic) => (
          <label key={topic} className="words-field">
            <span>{bot.houseTopics[topic]}</span>
            <textarea
              className="answer-input"
              rows={2}
              maxLength={1500}
              value={house[topic]}
              onChange={(event) => setHouse({ ...house, [topic]: event.target.value })}
            />
          </label>
        ))}
      </fieldset>
      <label className="words-field">
        <span>{bot.canned}</span>
        <textarea
          className="answer-input"
          rows={4}
          value={canned}
          aria-describedby="bot-canned-note"
          onChange={(event) => setCanned(event.target.value)}
        />
        <span id="bot-canned-note" className="form-about">
          {bot.cannedNote}
        </span>
      </label>
      <FormField
        id="bot-owners"
        label={bot.owners}
        value={owners}
        maxLength={1000}
        help={bot.ownersNote}
        problem={numbers.owners === null ? bot.numbersWrong : null}
        onChange={setOwners}
      />
      <FormField
        id="bot-staff"
        label={bot.staff}
        value={staff}
        maxLength={1000}
        help={bot.staffNote}
        problem={numbers.staff === null ? bot.numbersWrong : null}
        onChange={setStaff}
      />
      <FormField
        id="bot-api-root"
        label={bot.apiRoot}
        value={apiRoot}
        maxLength={300}
        help={bot.apiRootNote}
        problem={rightRoot ? null : bot.apiRootWrong}
        onChange={setApiRoot}
      />
      <div>
        <Button type="submit" look="accent">
          {bot.save}
        </Button>
      </div>
    </form>
  );
}
