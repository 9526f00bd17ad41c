import type { ReactNode } from 'react';
import type { Reading } from '../../shared/reading.ts';
import { openDoubts } from '../fields/attention.ts';
import { rangesOfField } from '../fields/field-ranges.ts';
import { useDesk } from '../store/desk-store.ts';
import { useOpenDraft } from '../store/use-open-draft.ts';
import { grown, signsOf, svgPoints } from './quad.ts';

/** Outlines on the picture: each line of the zone, the doubtful signs, and the place the person is at. */
export function PictureOverlay({
  reading,
  document,
}: {
  readonly reading: Reading;
  readonly document: number;
}): ReactNode {
  const place = useDesk((state) => state.place);
  const found = useOpenDraft();
  const read = reading.documents[document];
  if (read === undefined || reading.width === 0) return null;
  const doubts = found === null ? [] : openDoubts(found.open);
  const ranges =
    place === null || found === null
      ? []
      : place.kind === 'sign'
        ? [{ line: place.line, start: place.column, end: place.column + 1 }]
        : rangesOfField(found.open, place.field);
  return (
    <svg className="picture-overlay" viewBox={`0 0 ${reading.width} ${reading.height}`} aria-hidden="true">
      {read.lines.map((line, index) => (
        <Outline key={index} points={svgPoints(grown(line.quad, 0.06))} kind="line" />
      ))}
      {ranges.map(({ line, start, end }) => {
        const on = read.lines[line];
        return on === undefined ? null : (
          <polygon
            key={`${line}:${start}`}
            className="outline-place"
            points={svgPoints(grown(signsOf(on.quad, on.text.length, start, end), 0.04))}
          />
        );
      })}
      {doubts.map(({ line, column }) => {
        const on = line === undefined ? undefined : read.lines[line];
        if (on === undefined || column === undefined) return null;
        const points = svgPoints(grown(signsOf(on.quad, on.text.length, column, column + 1), 0.04));
        return <Outline key={`${line}:${column}`} points={points} kind="doubt" />;
      })}
    </svg>
  );
}

/** Twice, so that it is seen on light and on dark paper. */
function Outline({ points, kind }: { readonly points: string; readonly kind: 'line' | 'doubt' }): ReactNode {
  return (
    <>
      <polygon className="outline-halo" points={points} />
      <polygon className={`outline-${kind}`} points={points} />
    </>
  );
}
