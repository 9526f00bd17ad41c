import { useEffect, useState, type ReactNode } from 'react';
import { addPictures } from '../flows/capture-flow.ts';
import { useTexts } from '../texts/use-texts.ts';

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
      if (files.length === 0) return;
      event.preventDefault();
      void addPictures(files, 'paste');
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
