import type { MouseEvent, ReactNode } from 'react';
import { Button } from './button.tsx';
import { moveByArrows } from './move-by-arrows.ts';

type TableProps = {
  readonly className?: string;
  /** Headings; null: a column without one. */
  readonly columns: readonly (string | null)[];
  /** What shows the rows that follow; null where there are none. */
  readonly more: { readonly words: string; readonly show: () => void } | null;
  readonly children: ReactNode;
};

/** A table whose rows open something; arrow keys go from row to row. */
export function RowTable({ className = '', columns, more, children }: TableProps): ReactNode {
  return (
    <div className="registrations-scroll">
      <table className={`registrations-table ${className}`.trim()} onKeyDown={moveByArrows}>
        <thead>
          <tr>
            {columns.map((words) =>
              words === null ? (
                <td key="none" aria-hidden="true" />
              ) : (
                <th key={words} scope="col">
                  {words}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {more === null ? null : (
        <Button className="registrations-more" onClick={more.show}>
          {more.words}
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  /** Heads the row, and opens it by key; a press anywhere in the row opens it, too. */
  readonly name: string;
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
};

/** A row of `RowTable`. */
export function OpenRow({ name, opened, onOpen, children }: RowProps): ReactNode {
  return (
    <tr data-opened={opened} onClick={onOpen}>
      <th scope="row">
        <button
          type="button"
          className="row-open"
          {...(opened ? { 'aria-current': 'true' as const } : {})}
          onClick={(event) => withinRow(event, onOpen)}
        >
          {name}
        </button>
      </th>
      {children}
    </tr>
  );
}

/** For what is pressed within a row and must not open it as well. */
export function withinRow(event: MouseEvent, work: () => void): void {
  event.stopPropagation();
  work();
}
