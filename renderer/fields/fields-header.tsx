import type { ReactNode } from 'react';
import { isPnrus } from '../../shared/mrz/formats.ts';
import { IconButton } from '../shell/button.tsx';
import { LookIcon, NoneIcon, ParkedIcon, PenIcon, StopIcon, SureIcon, TrashIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { HAND } from '../store/queue-slice.ts';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Attention } from './attention.ts';

type Verdict = { readonly tone: 'sure' | 'look' | 'stop' | 'plain'; readonly words: string; readonly shape: ReactNode };

/** How the reading stands, in one word and one shape, and what kind of document it is. */
export function FieldsHeader({
  open,
  items,
}: {
  readonly open: OpenDraft;
  readonly items: readonly Attention[];
}): ReactNode {
  const texts = useTexts();
  const openDialog = useDesk((state) => state.openDialog);
  const parked = useDesk((state) => state.captures.find(({ id }) => id === open.captureId)?.state.kind === 'parked');
  const { tone, words, shape } = verdictOf(open, items, parked, texts);
  const { format, lines } = open.draft;
  return (
    <header className="fields-header">
      <h1 className="verdict" data-tone={tone}>
        {shape}
        {words}
      </h1>
      <span className="quiet fields-format">
        {format === null ? '' : isPnrus(format, lines) ? texts.pnrus : texts.formats[format]}
      </span>
      <IconButton
        label={texts.queue.discard}
        shortcut={texts.keys.names.delete}
        onClick={() => openDialog({ kind: 'discard', row: open.captureId ?? HAND })}
      >
        <TrashIcon />
      </IconButton>
    </header>
  );
}

function verdictOf(open: OpenDraft, items: readonly Attention[], parked: boolean, texts: Texts): Verdict {
  if (items.some((item) => item.level === 'stop'))
    return { tone: 'stop', words: texts.status.stop, shape: <StopIcon /> };
  if (open.captureId === null) return { tone: 'plain', words: texts.status.hand, shape: <PenIcon /> };
  if (parked) return { tone: 'stop', words: texts.status.parked, shape: <ParkedIcon /> };
  if (open.read === null) return { tone: 'look', words: texts.status.none, shape: <NoneIcon /> };
  if (items.some((item) => item.level === 'look'))
    return { tone: 'look', words: texts.status.check, shape: <LookIcon /> };
  return { tone: 'sure', words: texts.status.sure, shape: <SureIcon /> };
}
