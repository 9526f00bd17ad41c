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

/** The bot: token and switch, and what it tells by itself. Switches hold at once, texts when they are saved. */
export function TelegramSection(): ReactNode {
  const { bot } = useTexts();
  const settings = useDesk((state) => state.settings.telegram);
  const state = useDesk((desk) => desk.status?.bot);
  const change = (part: Partial<TelegramSettings>): void => void changeSettings({ telegram: { ...settings, ...part } });
  return (
    <>
      <div className="telegram-lead">
        <p>{bot.lead}</p>
        <p className="quiet">{bot.privacy}</p>
      </div>
      <TokenField />
      <ToggleSetting
        name="bot-on"
        label={bot.on}
        options={SWITCH}
        words={bot.onOff}
        value={settings.on ? 'on' : 'off'}
        onChange={(chosen) => change({ on: chosen === 'on' })}
        {...(state?.kind === 'hindered' ? { note: bot.codes[state.code] } : {})}
      />
      <ToggleSetting
        name="bot-documents"
        label={bot.documents}
        options={SWITCH}
        words={bot.documentsOnOff}
        value={settings.documents ? 'on' : 'off'}
        note={bot.documentsNote}
        onChange={(chosen) => change({ documents: chosen === 'on' })}
      />
      <ToggleSetting
        name="bot-ratings"
        label={bot.ratings}
        options={SWITCH}
        words={bot.ratingsOnOff}
        value={settings.ratings ? 'on' : 'off'}
        note={bot.ratingsNote}
        onChange={(chosen) => change({ ratings: chosen === 'on' })}
      />
      <ToggleSetting
        name="bot-sound"
        label={bot.sound}
        options={SWITCH}
        words={bot.soundOnOff}
        value={settings.sound ? 'on' : 'off'}
        onChange={(chosen) => change({ sound: chosen === 'on' })}
      />
      <ToggleSetting
        name="bot-strangers"
        label={bot.strangers}
        options={SWITCH}
        words={bot.strangersOnOff}
        value={settings.tellStrangers ? 'on' : 'off'}
        note={bot.strangersNote}
        onChange={(chosen) => change({ tellStrangers: chosen === 'on' })}
      />
      <BotWords settings={settings} onSave={change} />
    </>
  );
}
