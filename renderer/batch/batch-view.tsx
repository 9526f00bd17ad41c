import { useEffect, type ReactNode } from 'react';
import type { Batch } from '../../shared/batch.ts';
import { showMoment } from '../fields/date-text.ts';
import { batchDeed, loadBatches, saveReport, showBatch, startBatch } from '../flows/batch-flow.ts';
import { Button, Hint } from '../shell/button.tsx';
import { FolderIcon, ListIcon } from '../shell/icons.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { BatchFiles } from './batch-files.tsx';
import './batch.css';

/** Many files at once: imports with how far they are on the left, what became of each file on the right. */
export function BatchView(): ReactNode {
  const { batch: words } = useTexts();
  const batches = useDesk((state) => state.batches);
  const open = useDesk((state) => state.openBatch);
  useEffect(() => {
    void loadBatches();
  }, []);
  return (
    <main className="wide-view batch" data-opened={open !== null}>
      <div className="batch-side">
        <h1>{words.heading}</h1>
        <p className="quiet">{words.lead}</p>
        <div className="batch-start">
          <Button look="accent" onClick={() => void startBatch('folder')}>
            <FolderIcon />
            {words.folder}
          </Button>
          <Button onClick={() => void startBatch('files')}>
            <ListIcon />
            {words.files}
          </Button>
        </div>
        {batches === null ? null : batches.length === 0 ? (
          <p className="quiet">{words.none}</p>
        ) : (
          <ul className="batch-list" aria-label={words.list}>
            {batches.map((batch) => (
              <BatchCard key={batch.id} batch={batch} open={open?.id === batch.id} />
            ))}
          </ul>
        )}
      </div>
      {open === null ? null : <BatchFiles open={open} />}
    </main>
  );
}

function BatchCard({ batch, open }: { readonly batch: Batch; readonly open: boolean }): ReactNode {
  const { batch: words } = useTexts();
  const { id, state } = batch;
  const running = state === 'running';
  const moment = showMoment(batch.startedAt);
  return (
    <li className="batch-card" data-opened={open}>
      <button
        type="button"
        className="row-open"
        {...(open ? { 'aria-current': 'true' as const } : {})}
        onClick={() => void showBatch(id, 'all')}
      >
        {moment} · {words.count(batch.files)}
      </button>
      <progress
        className="batch-progress"
        aria-label={moment}
        value={batch.done}
        max={Math.max(1, batch.files)}
        data-state={state}
      />
      <p className="batch-counts" role="status">
        <span>
          {words.progress(batch.done, batch.files)}, {words.states[state]}
        </span>
        <span data-tone="sure">
          {words.read} {batch.read}
        </span>
        <span data-tone={batch.look > 0 ? 'look' : undefined}>
          {words.look} {batch.look}
        </span>
        <span data-tone={batch.failed > 0 ? 'stop' : undefined}>
          {words.failed} {batch.failed}
        </span>
      </p>
      <div className="batch-deeds">
        {running ? <Button onClick={() => void batchDeed('batch:pause', id)}>{words.pause}</Button> : null}
        {state === 'paused' ? (
          <Button look="accent" onClick={() => void batchDeed('batch:resume', id)}>
            {words.resume}
          </Button>
        ) : null}
        {running || state === 'paused' ? (
          <Button look="quiet" onClick={() => void batchDeed('batch:cancel', id)}>
            {words.cancel}
          </Button>
        ) : null}
        {!running && batch.again > 0 ? (
          <Hint text={words.rerunHint}>
            <Button onClick={() => void batchDeed('batch:rerun', id)}>{words.rerun(batch.again)}</Button>
          </Hint>
        ) : null}
        <Button onClick={() => void saveReport(id)}>{words.report}</Button>
        {running ? null : (
          <Button look="quiet" onClick={() => void batchDeed('batch:forget', id)}>
            {words.forget}
          </Button>
        )}
      </div>
    </li>
  );
}
