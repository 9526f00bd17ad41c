import { useEffect, useState, type ReactNode } from 'react';
import { zonesInText } from '../../shared/mrz/text-zones.ts';
import { addPictures } from '../flows/capture-flow.ts';
import { addZones } from '../flows/reader-flow.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isTyping } from './is-typing.ts';

/** Pictures dropped anywhere on the desk, or pasted, join the queue. While files hover, the desk says so. */
export function DropAndPaste(): ReactNode {
  const texts = useTexts();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth += 1;
      setHovering(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(depth - 1, 0);
      if (depth === 0) setHovering(false);
    };
    const onOver = (event: DragEvent): void => {
      // Without this the browser would open the file in place of the desk.
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = hasFiles(event) ? 'copy' : 'none';
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      depth = 0;
      setHovering(false);
      void addPictures([...(event.dataTransfer?.files ?? [])], 'drop');
    };
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith('image/'));
      if (files.length > 0) {
        event.preventDefault();
        void addPictures(files, 'paste');
        return;
      }
      // Into a line of the zone a line is pasted to correct it; that line takes it by itself.
      const text = event.defaultPrevented ? '' : (event.clipboardData?.getData('text') ?? '');
      const zones = zonesInText(text);
      // A field may be meant to take a key that only looks like a licence's one line.
      if (zones.length === 0 || (isTyping(event.target) && !text.includes('<<'))) return;
      event.preventDefault();
      void addZones(zones, 'text');
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, []);
  return hovering ? (
    <div className="drop-cover">
      <p>{texts.queue.dropHere}</p>
    </div>
  ) : null;
}
