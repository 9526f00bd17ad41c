import type { ReactNode } from 'react';
import type { DeskStatus } from '../../shared/contract.ts';
import { showDeliveries } from '../flows/deliveries-flow.ts';
import { goToSection, goToView } from '../flows/view-flow.ts';
import { lockScreen } from '../flows/screen-flow.ts';
import { retryKeychain } from '../flows/settings-flow.ts';
import { Hint, IconButton } from '../shell/button.tsx';
import { GearIcon, LockIcon, LookIcon, StopIcon, SureIcon, WaitIcon } from '../shell/icons.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';
import './status.css';

type Tone = 'sure' | 'look' | 'stop' | 'plain';
type Part = {
  readonly name: string;
  readonly words: string;
  readonly tone: Tone;
  /** All there is to say, in the hint and for screen readers. */
  readonly sentence: string | null;
  /** What is wrong, shown as far as there is room. */
  readonly why?: string | undefined;
};

/** The strip that always tells the truth: what is not known yet is said to be unknown. */
export function StatusStrip(): ReactNode {
  const texts = useTexts();
  const status = useDesk((state) => state.status);
  const info = useDesk((state) => state.info);
  const view = useDesk((state) => state.view);
  const lastGood = useDesk((state) => state.lastGood);
  const closed = status?.storage.kind === 'closed';
  const canLock = useDesk(({ screen, settings }) => screen?.pin === true && settings.operation.lockAfterMinutes !== null);
  return (
    <footer className="strip" aria-label={texts.strip.label}>
      <StripPart part={readerPart(status, texts)} />
      <StripPart part={storagePart(status, info?.demo === true, texts)} />
      {closed ? (
        <button type="button" className="strip-button" onClick={() => void retryKeychain()}>
          {texts.strip.retryKeychain}
        </button>
      ) : null}
      {destinationParts(status, texts).map((part) => (
        <StripPart key={part.id} part={part} go={part.go} />
      ))}
      <BotStripPart />
      <UpdateStripPart />
      <span className="strip-good" aria-hidden="true">
        {lastGood === '' ? null : (
          <>
            <SureIcon />
            <span>{lastGood}</span>
          </>
        )}
      </span>
      <span className="strip-right">
        {info?.demo === true ? <span className="strip-demo">{texts.strip.demo}</span> : null}
        <span>{status === null ? texts.strip.unknown : texts.strip.today(status.registrationsToday)}</span>
        <span className="strip-buttons">
          {canLock ? (
            <IconButton label={texts.screen.lockNow} shortcut={texts.keys.names.ctrl + '+L'} onClick={() => void lockScreen()}>
              <LockIcon />
            </IconButton>
          ) : null}
          <IconButton
            label={texts.views.settings}
            onClick={() => goToView('settings')}
            {...(view === 'settings' ? { 'aria-current': 'page' as const } : {})}
          >
            <GearIcon />
          </IconButton>
          <IconButton label={texts.views.keys} shortcut="?" onClick={() => desk().openDialog({ kind: 'keys' })}>
            <span aria-hidden="true" className="question">
              ?
            </span>
          </IconButton>
        </span>
      </span>
    </footer>
  );
}

function StripPart({ part, go }: { readonly part: Part; readonly go?: () => void }): ReactNode {
  const said = (
    <>
      <Shape tone={part.tone} />
      <span className="strip-words">
        <span className="quiet strip-name">{part.name}:</span> <span className="strip-said">{part.words}</span>
        {part.why === undefined ? null : <span className="strip-why" aria-hidden="true">{part.why}</span>}
      </span>
    </>
  );
  const shown =
    go === undefined ? (
      <span className="strip-part">{said}</span>
    ) : (
      <button type="button" className="strip-part strip-link" onClick={go}>
        {said}
      </button>
    );
  return (
    <span className="strip-place" data-tone={part.tone} role="status">
      {part.sentence === null ? shown : <Hint text={part.sentence}>{shown}</Hint>}
      {part.sentence === null ? null : <span className="only-heard">. {part.sentence}</span>}
    </span>
  );
}

/** Not there while the bot is off: most desks have none. */
function BotStripPart(): ReactNode {
  const { bot } = useTexts();
  const state = useDesk((desk) => desk.status?.bot);
  if (state === undefined || state.kind === 'off') return null;
  const name = bot.strip;
  const go = (): void => goToSection('telegram');
  switch (state.kind) {
    case 'starting':
      return <StripPart part={{ name, words: bot.states.starting, tone: 'plain', sentence: null }} go={go} />;
    case 'running':
      return <StripPart part={{ name, words: bot.states.running(state.name), tone: 'sure', sentence: null }} go={go} />;
    case 'hindered':
      return <StripPart part={{ name, words: bot.hindered, tone: 'look', sentence: bot.codes[state.code] }} go={go} />;
  }
}

/** There only when a newer version waits: nothing to be done about it at once, and nothing to be missed. */
function UpdateStripPart(): ReactNode {
  const { updates: words } = useTexts();
  const update = useDesk((desk) => desk.update);
  if (update?.kind !== 'ready' && update?.kind !== 'installing') return null;
  const said = update.kind === 'ready' ? words.stripReady(update.version) : words.stripInstalling;
  return <StripPart part={{ name: words.strip, words: said, tone: 'plain', sentence: null }} go={() => goToSection('updates')} />;
}

function Shape({ tone }: { readonly tone: Tone }): ReactNode {
  switch (tone) {
    case 'sure':
      return <SureIcon />;
    case 'look':
      return <LookIcon />;
    case 'stop':
      return <StopIcon />;
    case 'plain':
      return <WaitIcon />;
  }
}

function readerPart(status: DeskStatus | null, { strip, errors }: Texts): Part {
  const name = strip.reader;
  if (status === null) return { name, words: strip.unknown, tone: 'plain', sentence: null };
  const { reader } = status;
  switch (reader.kind) {
    case 'starting':
      return { name, words: strip.readers.starting, tone: 'plain', sentence: null };
    case 'restarting':
      return { name, words: strip.readers.restarting, tone: 'look', sentence: null };
    case 'ready':
      return { name, words: reader.engine === 'wasm' ? strip.wasm : strip.readers.ready, tone: 'sure', sentence: null };
    case 'down':
      return { name, words: strip.readers.down, tone: 'stop', sentence: errors[reader.code], why: errors[reader.code] };
  }
}

/** A demonstration keeps its key in memory: to say it is in the keychain would be untrue. */
function storagePart(status: DeskStatus | null, demo: boolean, { strip, errors }: Texts): Part {
  const name = strip.storage;
  if (status === null) return { name, words: strip.unknown, tone: 'plain', sentence: null };
  return status.storage.kind === 'ready'
    ? { name, words: demo ? strip.storageDemo : strip.storageReady, tone: 'sure', sentence: demo ? null : strip.storageKey }
    : { name, words: strip.storageClosed, tone: 'stop', sentence: errors[status.storage.code], why: errors[status.storage.code] };
}

/** Each leads to where more is told of it. */
function destinationParts(
  status: DeskStatus | null,
  { strip, destinations, deliveryCodes }: Texts,
): readonly (Part & { readonly id: string; readonly go: () => void })[] {
  if (status === null || status.storage.kind === 'closed') return [];
  if (status.destinations.length === 0) {
    const part = { name: strip.destinations, words: strip.noDestinations, tone: 'plain', sentence: null } as const;
    return [{ ...part, id: 'none', go: () => goToSection('destinations') }];
  }
  return status.destinations.map(({ id, name, deliveredToday, waiting, parked, code }) => {
    const idle = parked + waiting === 0;
    // With nothing to deliver it says no more of the past, so this is a portal that would refuse the next guest.
    const refuses = idle && code !== null;
    const open = [
      refuses ? strip.refuses : null, parked > 0 ? strip.parked(parked) : null, waiting > 0 ? strip.waiting(waiting) : null,
      deliveredToday > 0 ? strip.delivered(deliveredToday) : null,
    ].filter((word) => word !== null);
    const sent = deliveredToday > 0 ? strip.sentToday(deliveredToday) : strip.sent;
    const counts = `${destinations.health(deliveredToday, waiting, parked)}.`;
    return {
      id,
      name,
      words: idle && !refuses ? sent : open.join(', '),
      tone: parked > 0 || refuses ? 'stop' : waiting === 0 ? 'sure' : code === null ? 'plain' : 'look',
      sentence: code === null ? counts : `${deliveryCodes[code]} ${counts}`,
      why: code === null ? undefined : deliveryCodes[code],
      go: () => showDeliveries(id),
    };
  });
}
