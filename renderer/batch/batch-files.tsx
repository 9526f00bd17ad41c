import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Toggle } from '@base-ui/react/toggle';
import type { ReactNode } from 'react';
import { BATCH_SHOWN, type BatchReason, type BatchRow } from '../../shared/batch.ts';
import { moreOfBatch, showBatch } from '../flows/batch-flow.ts';
import { showCapture } from '../flows/draft-flow.ts';
import { Button } from '../shell/button.tsx';
import { LookIcon, ParkedIcon, SureIcon, WaitIcon } from '../shell/icons.tsx';
import type { IntakeSlice } from '../store/intake-slice.ts';
import type { Texts } from '../texts/ru.ts';
import { useTexts } from '../texts/use-texts.ts';

/** What became of each file of an import. */
export function BatchFiles({ open }: { readonly open: NonNullable<IntakeSlice['openBatch']> }): ReactNode {
  const { batch: words } = useTexts();
  return (
    <section className="batch-files" aria-label={words.columns.file}>
      <ToggleGroup
        className="choices"
        aria-label={words.shownLabel}
        value={[open.show]}
        onValueChange={([chosen]) => {
          const show = BATCH_SHOWN.find((one) => one === chosen);
          if (show !== undefined) void showBatch(open.id, show);
        }}
      >
        {BATCH_SHOWN.map((show) => (
          <Toggle key={show} value={show} className="choice">
            {words.shown[show]}
          </Toggle>
        ))}
      </ToggleGroup>
      {open.rows.length === 0 ? (
        <p className="quiet batch-nothing">{words.nothing}</p>
      ) : (
        <div className="registrations-scroll">
          <table className="registrations-table batch-table">
            <thead>
              <tr>
                <th scope="col">{words.columns.file}</th>
                <th scope="col">{words.columns.result}</th>
                <th scope="col">
                  <span className="only-heard">{words.open}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {open.rows.map((row) => (
                <FileRow key={`${row.seq} ${row.page ?? 0} ${row.captureId ?? row.document ?? 0}`} row={row} />
              ))}
            </tbody>
          </table>
          {open.more ? (
            <Button className="registrations-more" onClick={() => void moreOfBatch()}>
              {words.more}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  );
}

function FileRow({ row }: { readonly row: BatchRow }): ReactNode {
  const texts = useTexts();
  const { batch: words } = texts;
  const { captureId } = row;
  const file = row.name ?? words.forgotten;
  const page = row.page === null ? file : words.page(file, row.page);
  const name = row.document === null ? page : words.document(page, row.document);
  const tone = row.outcome === 'read' ? 'sure' : row.outcome === 'look' ? 'look' : row.outcome === 'failed' ? 'stop' : undefined;
  return (
    <tr>
      <th scope="row" className={row.name === null ? 'quiet' : ''} title={name}>
        {name}
      </th>
      <td>
        <span className="batch-result" data-tone={tone}>
          <OutcomeIcon outcome={row.outcome} />
          <span>
            {words.outcomes[row.outcome]}
            {row.why === null ? null : <span className="batch-why">{whyWords(row.why, texts)}</span>}
          </span>
        </span>
      </td>
      <td>
        {captureId === null ? null : (
          <Button look="quiet" aria-label={words.openRow(name)} onClick={() => void showCapture(captureId)}>
            {words.open}
          </Button>
        )}
      </td>
    </tr>
  );
}

function OutcomeIcon({ outcome }: { readonly outcome: BatchRow['outcome'] }): ReactNode {
  switch (outcome) {
    case 'read':
      return <SureIcon />;
    case 'look':
      return <LookIcon />;
    case 'failed':
      return <ParkedIcon />;
    case 'waiting':
    case 'reading':
    case 'left':
      return <WaitIcon />;
  }
}

function whyWords(why: BatchReason, texts: Texts): string {
  switch (why) {
    case 'unsure':
      return texts.batch.unsure;
    case 'noZone':
      return texts.batch.noZone;
    default:
      return texts.errors[why];
  }
}
