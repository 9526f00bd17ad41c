import type { ReactNode } from 'react';
import { withLine } from '../../shared/draft.ts';
import { localDay } from '../fields/date-text.ts';
import { rangesOfField } from '../fields/field-ranges.ts';
import { visit } from '../flows/visit-flow.ts';
import { desk, useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import { marksOfLine } from './line-marks.ts';
import { MrzLine } from './mrz-line.tsx';
import { SignExplainer } from './sign-explainer.tsx';
import { withSign } from './typed-sign.ts';
import type { DocumentImage } from './use-document-image.ts';
import './mrz.css';

type Props = { readonly open: OpenDraft; readonly draftKey: string; readonly picture: DocumentImage };

/** Each line of the zone enlarged, the text read from it right below, sign under sign. */
export function MrzPanel({ open, draftKey, picture }: Props): ReactNode {
  const texts = useTexts();
  const place = useDesk((state) => state.place);
  const { lines } = open.draft;
  const ranges = place?.kind === 'field' ? rangesOfField(open, place.field) : [];

  const put = (line: number, column: number, sign: string): void => {
    desk().changeDraft(draftKey, (old) => ({
      ...old,
      draft: withLine(old.draft, line, withSign(old.draft.lines[line] ?? '', column, sign), localDay(new Date())),
      phase: { kind: 'editing' },
    }));
  };
  const goTo = (line: number, column: number): void => visit(draftKey, { kind: 'sign', line, column });

  return (
    <section className="mrz-panel" aria-label={texts.mrz.heading}>
      {lines.map((text, index) => (
        <MrzLine
          key={index}
          line={index}
          text={text}
          marks={marksOfLine(open, index)}
          column={place?.kind === 'sign' && place.line === index ? place.column : null}
          ranges={ranges.filter((range) => range.line === index)}
          crop={
            picture.kind === 'shown' && open.read?.lines[index] !== undefined
              ? { image: picture.image, quad: open.read.lines[index].quad, pictureWidth: open.reading?.width ?? 0 }
              : null
          }
          onPut={(column, sign) => put(index, column, sign)}
          onGo={(column) => goTo(index, column)}
        />
      ))}
      <SignExplainer open={open} onPut={put} />
    </section>
  );
}
