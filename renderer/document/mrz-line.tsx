import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Quad } from '../../shared/reading.ts';
import type { SignRange } from '../fields/field-ranges.ts';
import { useTexts } from '../texts/use-texts.ts';
import { drawLine } from './line-crop.ts';
import type { SignMark } from './line-marks.ts';
import { typedSign } from './typed-sign.ts';

type Crop = { readonly image: HTMLImageElement; readonly quad: Quad; readonly pictureWidth: number };

type Props = {
  readonly line: number;
  readonly text: string;
  readonly marks: ReadonlyMap<number, SignMark>;
  /** The sign the person is at; null when elsewhere. */
  readonly column: number | null;
  readonly ranges: readonly SignRange[];
  readonly crop: Crop | null;
  readonly onPut: (column: number, sign: string) => void;
  readonly onGo: (column: number) => void;
};

/**
 * One line: the crop, the signs in equal cells under it, and over the signs an unseen text field that takes focus and
 * keys. Typing replaces the sign one is at, as on a form with boxes; the length of a line never changes.
 */
export function MrzLine({ line, text, marks, column, ranges, crop, onPut, onGo }: Props): ReactNode {
  const texts = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const count = text.length;

  useEffect(() => {
    if (column !== null && document.activeElement === field.current)
      field.current?.setSelectionRange(column, column + 1);
  });

  const go = (to: number): void => onGo(Math.min(Math.max(to, 0), count - 1));
  const put = (sign: string): void => {
    const at = column ?? 0;
    onPut(at, sign);
    go(at + 1);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = column ?? 0;
    const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Backspace: at - 1, Home: 0, End: count - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      go(target);
      return;
    }
    const sign = event.key === 'Delete' ? '<' : typedSign(event);
    if (sign !== null) {
      event.preventDefault();
      put(sign);
      return;
    }
    // Anything else that would write is no MRZ sign.
    if (event.key.length === 1) event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    const signs = event.clipboardData
      .getData('text')
      .toUpperCase()
      .replace(/[^0-9A-Z<]/g, '');
    [...signs].slice(0, count - (column ?? 0)).forEach((sign, index) => onPut((column ?? 0) + index, sign));
  };

  const onPointerDown = (event: PointerEvent): void => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    field.current?.focus();
    go(Math.floor(((event.clientX - box.left) / box.width) * count));
  };

  return (
    <div className="mrz-line" style={{ '--count': count } as React.CSSProperties}>
      {crop === null ? null : <LineCrop {...crop} count={count} text={text} />}
      <div className="mrz-row" onPointerDown={onPointerDown}>
        <div className="mrz-cells" aria-hidden="true">
          {[...text].map((sign, index) => (
            <span
              key={index}
              className="mrz-cell"
              data-mark={marks.get(index)}
              data-at={index === column}
              data-field={ranges.some(({ start, end }) => start <= index && index < end)}
              data-filler={sign === '<'}
            >
              {sign}
            </span>
          ))}
        </div>
        <input
          ref={field}
          id={`mrz-line-${line}`}
          className="mrz-field"
          value={text}
          spellCheck={false}
          autoComplete="off"
          data-own-keys=""
          aria-label={texts.mrz.line(line + 1)}
          aria-describedby="sign-explainer"
          onChange={() => undefined}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={() => go(column ?? [...marks.keys()].find((at) => marks.get(at) === 'doubt') ?? 0)}
        />
      </div>
    </div>
  );
}

/** The line cut out of the picture, stretched so that its signs stand over the cells. */
function LineCrop({
  image,
  quad,
  pictureWidth,
  count,
  text,
}: Crop & { readonly count: number; readonly text: string }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const draw = (): void => {
      element.width = Math.round(element.clientWidth * window.devicePixelRatio);
      element.height = Math.round(element.clientHeight * window.devicePixelRatio);
      drawLine(element, image, quad, pictureWidth, count);
    };
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [image, quad, pictureWidth, count]);
  return <canvas ref={canvas} className="mrz-crop" role="img" aria-label={text} />;
}
