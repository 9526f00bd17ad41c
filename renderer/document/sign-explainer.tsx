import type { ReactNode } from 'react';
import { openDoubts } from '../fields/attention.ts';
import { useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import { alternativesAt, marksOfLine } from './line-marks.ts';

type Props = {
  readonly open: OpenDraft;
  readonly onPut: (line: number, column: number, sign: string) => void;
};

/** Says what is known of the sign the person is at, and offers what else it may be. Always the same height. */
export function SignExplainer({ open, onPut }: Props): ReactNode {
  const texts = useTexts();
  const place = useDesk((state) => state.place);
  if (place?.kind !== 'sign')
    return (
      <p id="sign-explainer" className="sign-explainer quiet">
        {texts.mrz.hint}
      </p>
    );
  const { line, column } = place;
  const mark = marksOfLine(open, line).get(column);
  const doubt = openDoubts(open).find((one) => one.line === line && one.column === column);
  // A reader tells no probabilities.
  const confidence = open.reading?.width === 0 ? undefined : open.read?.lines[line]?.characters[column]?.confidence;
  const words = [
    doubt === undefined ? null : texts.doubts[doubt.code].replace(/\.$/, ''),
    mark === 'corrected' ? texts.mrz.corrected : null,
    mark === 'digitRight' ? texts.mrz.right : null,
    mark === 'digitWrong' ? texts.doubts['checkDigit.wrong'].replace(/\.$/, '') : null,
    mark === 'corrected' || confidence === undefined ? null : texts.mrz.certainty(Math.floor(confidence * 100)),
  ].filter((word) => word !== null);
  return (
    <div id="sign-explainer" className="sign-explainer">
      <p>
        <strong>{texts.mrz.sign(line + 1, column + 1)}:</strong> {words.join(' · ')}
      </p>
      {alternativesAt(open, line, column)
        .slice(0, 4)
        .map(({ char, confidence: likely }) => (
          <button
            key={char}
            type="button"
            className="alternative"
            aria-label={texts.mrz.replaceWith(char)}
            onClick={() => onPut(line, column, char)}
          >
            <span className="alternative-sign">{char}</span>
            {likely === null ? null : <span className="quiet">{texts.picture.percent(Math.round(likely * 100))}</span>}
          </button>
        ))}
    </div>
  );
}
