import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { DoneIcon, LookIcon, StopIcon, SureIcon, TipIcon } from '../shell/icons.tsx';
import { desk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Attention } from './attention.ts';
import { aboutWhat, sentenceOf } from './attention-words.ts';

/**
 * Everything to look at, as sentences; a press leads to the place. One calm line when there is nothing. Where there is
 * more than fits, a button shows all of it over the fields.
 */
export function AttentionList({
  open,
  items,
}: {
  readonly open: OpenDraft;
  readonly items: readonly Attention[];
}): ReactNode {
  const texts = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [all, setAll] = useState(false);
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    const { current } = list;
    if (!all) setOverflows(current !== null && current.scrollHeight > current.clientHeight);
  }, [items, all]);
  if (items.length === 0) {
    return open.read === null ? null : (
      <p className="attention-none" data-tone="sure">
        <SureIcon />
        {texts.attention.none}
      </p>
    );
  }
  return (
    <div
      role="group"
      className="attention-box"
      data-all={all && overflows}
      onKeyDown={(event) => {
        if (!all || event.key !== 'Escape') return;
        event.preventDefault();
        setAll(false);
      }}
    >
      <ul ref={list} className="attention" data-cut={overflows} aria-label={texts.attention.heading}>
        {items.map((item) => (
          <li key={item.key}>
            <Item item={item} lines={open.draft.lines} />
          </li>
        ))}
      </ul>
      {overflows ? (
        <button type="button" className="attention-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? texts.attention.fewer : texts.attention.all(items.length)}
        </button>
      ) : null}
    </div>
  );
}

function Item({ item, lines }: { readonly item: Attention; readonly lines: readonly string[] }): ReactNode {
  const texts = useTexts();
  const { place } = item;
  const about = aboutWhat(item, lines, texts);
  const words = (
    <>
      <Shape level={item.level} />
      <span>
        {about === null ? null : <b>{about}: </b>}
        {about === null ? sentenceOf(item, texts) : uncapitalised(sentenceOf(item, texts))}
      </span>
      {item.looked ? (
        <span className="attention-looked">
          <DoneIcon />
          <span className="only-heard">{texts.attention.looked}</span>
        </span>
      ) : null}
    </>
  );
  if (place === null)
    return (
      <p className="attention-item" data-level={item.level}>
        {words}
      </p>
    );
  return (
    <button
      type="button"
      className="attention-item"
      data-level={item.level}
      data-looked={item.looked}
      onClick={() => desk().goTo(place)}
    >
      {words}
    </button>
  );
}

function Shape({ level }: { readonly level: Attention['level'] }): ReactNode {
  switch (level) {
    case 'stop':
      return <StopIcon />;
    case 'look':
      return <LookIcon />;
    case 'tip':
      return <TipIcon />;
  }
}

/** After a colon a sentence goes on in lower case. */
const uncapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
