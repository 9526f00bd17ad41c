import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { PenIcon } from '../shell/icons.tsx';
import { showRow } from '../flows/draft-flow.ts';
import { walkRows } from '../shell/move-by-arrows.ts';
import { useDesk } from '../store/desk-store.ts';
import { selectedRow } from '../store/queue-slice.ts';
import { useLanguage, useTexts } from '../texts/use-texts.ts';
import { rowWords, StateIcon, titleOf, toneOf } from './capture-words.tsx';
import { useQueueRows, type QueueRow } from './use-queue-rows.ts';

/** The queue. Arrow keys move through it and open what they reach; Tab stops at one row only. */
export function QueueList(): ReactNode {
  const texts = useTexts();
  const rows = useQueueRows();
  const onDesk = useDesk((state) => state.view === 'desk');
  const chosen = useDesk((state) => selectedRow(state.selection));
  const selected = onDesk ? chosen : null;
  const list = useRef<HTMLUListElement>(null);
  const waiting = rows.filter(({ capture }) => capture?.state.kind !== 'confirmed').length;
  const stop = rows.some((row) => row.id === selected) ? selected : rows[0]?.id;

  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void =>
    walkRows(
      event,
      rows.map((row) => row.id),
      'data-row',
      showRow,
    );

  return (
    <section className="queue" aria-labelledby="queue-heading">
      <h2 id="queue-heading" className="zone-heading">
        {texts.queue.heading}
        <span className="quiet">{texts.queue.waiting(waiting)}</span>
      </h2>
      <ul ref={list} className="queue-list row-list" onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <li key={row.id}>
            <Row row={row} selected={row.id === selected} stop={row.id === stop} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type RowProps = { readonly row: QueueRow; readonly selected: boolean; readonly stop: boolean };

/** With a thousand rows, as an import brings them, only those are drawn again that changed. */
const Row = memo(RowOnce, (before, now) =>
  before.row.id === now.row.id && before.row.capture === now.row.capture &&
  before.selected === now.selected && before.stop === now.stop);

function RowOnce({ row, selected, stop }: RowProps): ReactNode {
  const texts = useTexts();
  const language = useLanguage();
  const { capture } = row;
  const open = (): void => {
    // The row gives the focus up, so that the document takes it.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    showRow(row.id);
  };
  const time =
    capture === null
      ? ''
      : new Date(capture.capturedAt).toLocaleTimeString(language, {
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        });
  const source = capture === null ? texts.queue.handSource : texts.queue.sources[capture.source];
  const tone = capture === null ? null : toneOf(capture.state);
  const words = capture === null ? texts.status.hand : rowWords(capture, texts);
  return (
    <button
      type="button"
      className="queue-row"
      data-row={row.id}
      data-tone={tone}
      data-state={capture?.state.kind}
      title={source}
      tabIndex={stop ? 0 : -1}
      onClick={open}
      {...(selected ? { 'aria-current': 'true' as const } : {})}
    >
      <span className="queue-row-mark">{capture === null ? <PenIcon /> : <StateIcon state={capture.state} />}</span>
      <span className="queue-row-title">{capture === null ? texts.queue.handRow : titleOf(capture, texts)}</span>
      <span className="queue-row-state">
        <span className="queue-row-words" title={words}>
          {words}
        </span>
        <span className="queue-row-time">{time}</span>
      </span>
    </button>
  );
}
