import type { ReactNode } from 'react';
import type { TelegramSettings } from '../../../shared/telegram.ts';
import { changeSettings } from '../../flows/settings-flow.ts';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ToggleSetting } from '../toggle-setting.tsx';
import { BotWords } from './bot-words.tsx';
import { TokenField } from './token-field.tsx';
import './telegram.css';

const SWITCH = ['on', 'off'] as const;
const SWITCHES = ['on', 'documents', 'ratings', 'sound', 'tellStrangers'] as const satisfies readonly (keyof TelegramSettings)[];

/** The bot: token and switch, and what it tells by itself. Switches hold at once, texts when they are saved. */
export function TelegramSection(): ReactNode {
  const { bot } = useTexts();
  const settings = useDesk((state) => state.settings.telegram);
  const state = useDesk((desk) => desk.status?.bot);
  const change = (part: Partial<TelegramSettings>): void => void changeSettings({ telegram: { ...settings, ...part } });
  const words = {
    on: { label: bot.on, words: bot.onOff, ...(state?.kind === 'hindered' ? { note: bot.codes[state.code] } : {}) },
    documents: { label: bot.documents, words: bot.documentsOnOff, note: bot.documentsNote },
    ratings: { label: bot.ratings, words: bot.ratingsOnOff, note: bot.ratingsNote },
    sound: { label: bot.sound, words: bot.soundOnOff },
    tellStrangers: { label: bot.strangers, words: bot.strangersOnOff, note: bot.strangersNote },
  };
  return (
    <>
      <div className="telegram-lead">
        <p>{bot.lead}</p>
        <p className="quiet">{bot.privacy}</p>
      </div>
      <TokenField />
      {SWITCHES.map((name) => (
        <ToggleSetting
          key={name}
          name={`bot-${name}`}
          setting={`telegram.${name}`}
          {...words[name]}
          options={SWITCH}
          value={settings[name] ? 'on' : 'off'}
          onChange={(chosen) => change({ [name]: chosen === 'on' })}
        />
      ))}
      <BotWords settings={settings} onSave={change} />
    </>
  );
}
