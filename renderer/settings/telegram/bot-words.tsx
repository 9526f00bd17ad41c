import { useId, useState, type ReactNode } from 'react';
import { HOUSE_TOPICS, telegramSettingsSchema, type TelegramSettings } from '../../../shared/telegram.ts';
import { Button } from '../../shell/button.tsx';
import { desk, useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { FormField } from '../destinations/form-field.tsx';
import { HeldNote, useHeld, type SettingName } from '../held.tsx';

type Props = { readonly settings: TelegramSettings; readonly onSave: (change: Partial<TelegramSettings>) => void };

const MOST_CANNED = 30;
const PEOPLE = ['owners', 'staff'] as const;
const SAVED = ['signature', 'house', 'apiRoot', 'canned', ...PEOPLE] as const satisfies readonly (keyof TelegramSettings)[];

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
  const [people, setPeople] = useState({ owners: settings.owners.join(', '), staff: settings.staff.join(', ') });
  const [apiRoot, setApiRoot] = useState(settings.apiRoot);
  const allHeld = useDesk(({ lockedSettings }) => SAVED.every((name) => lockedSettings.includes(`telegram.${name}`)));
  const rightRoot = telegramSettingsSchema.shape.apiRoot.safeParse(apiRoot).success;
  const lines = canned.split('\n').map((line) => line.trim().slice(0, 1000)).filter((line) => line !== '');
  const numbers = { owners: readNumbers(people.owners), staff: readNumbers(people.staff) };
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
        setting="telegram.signature"
        label={bot.signature}
        value={signature}
        maxLength={60}
        help={bot.signatureNote}
        onChange={setSignature}
      />
      <fieldset className="house">
        <legend>{bot.house}</legend>
        <p className="form-about">{bot.houseNote}</p>
        <HeldNote setting="telegram.house" />
        {HOUSE_TOPICS.map((topic) => (
          <WordsField
            key={topic}
            setting="telegram.house"
            label={bot.houseTopics[topic]}
            rows={2}
            maxLength={1500}
            value={house[topic]}
            onChange={(words) => setHouse({ ...house, [topic]: words })}
          />
        ))}
      </fieldset>
      <WordsField setting="telegram.canned" label={bot.canned} rows={4} value={canned} help={bot.cannedNote} onChange={setCanned} />
      <HeldNote setting="telegram.canned" />
      {PEOPLE.map((who) => (
        <FormField
          key={who}
          id={`bot-${who}`}
          setting={`telegram.${who}`}
          label={bot[who]}
          value={people[who]}
          maxLength={1000}
          help={bot[`${who}Note`]}
          problem={numbers[who] === null ? bot.numbersWrong : null}
          onChange={(text) => setPeople({ ...people, [who]: text })}
        />
      ))}
      <FormField
        id="bot-api-root"
        setting="telegram.apiRoot"
        label={bot.apiRoot}
        value={apiRoot}
        maxLength={300}
        help={bot.apiRootNote}
        problem={rightRoot ? null : bot.apiRootWrong}
        onChange={setApiRoot}
      />
      <div>
        <Button type="submit" look="accent" disabled={allHeld}>
          {bot.save}
        </Button>
      </div>
    </form>
  );
}

type WordsProps = {
  readonly label: string;
  readonly rows: number;
  readonly maxLength?: number;
  readonly value: string;
  readonly help?: string;
  readonly setting: SettingName;
  readonly onChange: (words: string) => void;
};

/** Several lines of text under a label. */
function WordsField({ label, help, setting, onChange, ...area }: WordsProps): ReactNode {
  const held = useHeld(setting);
  const note = useId();
  return (
    <label className="words-field">
      <span>{label}</span>
      <textarea
        className="answer-input"
        {...area}
        disabled={held}
        {...(help === undefined ? {} : { 'aria-describedby': note })}
        onChange={(event) => onChange(event.target.value)}
      />
      {help === undefined ? null : (
        <span id={note} className="form-about">
          {help}
        </span>
      )}
    </label>
  );
}
