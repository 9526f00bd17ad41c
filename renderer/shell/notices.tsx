import type { ReactNode } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { IconButton } from './button.tsx';
import { CloseIcon, StopIcon } from './icons.tsx';

/**
 * What has just happened. What went well is heard only: the strip shows it. What went wrong stands here in sentences
 * until it is dismissed or newer news push it out.
 */
export function Notices(): ReactNode {
  const texts = useTexts();
  const notices = useDesk((state) => state.notices);
  const lastGood = useDesk((state) => state.lastGood);
  const dismiss = useDesk((state) => state.dismiss);
  return (
    <div className="notices" role="log" aria-live="polite" aria-label={texts.common.news}>
      {/* Seen in the strip, heard here. */}
      <p className="only-heard">{lastGood}</p>
      {notices.map((notice) => (
        <div key={notice.id} className="notice">
          <StopIcon />
          <p>{notice.text}</p>
          <IconButton label={texts.common.dismiss} onClick={() => dismiss(notice.id)}>
            <CloseIcon />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
