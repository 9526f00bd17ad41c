import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState, type ReactNode } from 'react';
import { desk } from '../store/desk-store.ts';
import type { Dialog } from '../store/view-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Button } from './button.tsx';
import { closeDialog, QuestionFrame } from './dialog-frame.tsx';

type Phase =
  { readonly kind: 'asking' } | { readonly kind: 'running' } | { readonly kind: 'failed'; readonly sentence: string };

/** What would happen, and the button that makes it happen. Closes by itself when it has gone well. */
export function ActionDialog({ action }: { readonly action: Extract<Dialog, { kind: 'action' }> }): ReactNode {
  const texts = useTexts();
  const [phase, setPhase] = useState<Phase>({ kind: 'asking' });
  const confirm = async (): Promise<void> => {
    setPhase({ kind: 'running' });
    const { good, sentence } = await action.commit();
    if (!good) {
      setPhase({ kind: 'failed', sentence });
      return;
    }
    desk().sayGood(sentence);
    if (desk().dialog === action) closeDialog();
  };
  return (
    <QuestionFrame className="action-dialog">
      <AlertDialog.Title>{action.heading}</AlertDialog.Title>
      <AlertDialog.Description render={<div />} className="dialog-lead">
        {action.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </AlertDialog.Description>
      <p className="action-said" role="status" data-failed={phase.kind === 'failed'}>
        {phase.kind === 'failed' ? phase.sentence : phase.kind === 'running' ? texts.action.running : ''}
      </p>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{texts.action.cancel}</Button>
        <Button look={action.danger ? 'danger' : 'accent'} onClick={() => void confirm()}>
          {action.confirm}
        </Button>
      </div>
    </QuestionFrame>
  );
}
