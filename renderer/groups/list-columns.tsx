import type { ReactNode } from 'react';
import { COLUMN_ROLES, type ColumnRole } from '../../shared/guest-list.ts';
import { ToggleSetting } from '../settings/toggle-setting.tsx';
import { Choice } from '../shell/choice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import type { ReadList } from './group-form.tsx';

/** Rows shown so that a person sees what each column holds. */
const SHOWN = 4;

/** The first rows of the list, each column with what it is taken for, to be corrected. */
export function ListColumns({ list, onChange }: { readonly list: ReadList; readonly onChange: (list: ReadList) => void }): ReactNode {
  const { form } = useTexts().groups;
  const setRole = (column: number, role: ColumnRole): void => {
    // A role is one column's: taken over, the other loses it.
    const roles = list.roles.map((old, index) => (index === column ? role : old === role ? 'none' : old));
    onChange({ ...list, roles });
  };
  return (
    <div className="group-columns">
      <ToggleSetting
        name="group-heading" label={form.heading} options={['yes', 'no'] as const} words={form.headingWords}
        value={list.heading ? 'yes' : 'no'} onChange={(value) => onChange({ ...list, heading: value === 'yes' })}
      />
      <div className="group-columns-scroll">
        <table>
          <thead>
            <tr>
              {list.roles.map((role, column) => (
                <th key={column} scope="col">
                  <Choice
                    label={form.column(column + 1)} hideLabel value={role}
                    options={COLUMN_ROLES.map((value) => ({ value, label: form.roles[value] }))}
                    onChange={(value) => setRole(column, COLUMN_ROLES.find((one) => one === value) ?? 'none')}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.table.slice(0, SHOWN).map((row, index) => (
              <tr key={index} data-heading={list.heading && index === 0}>
                {list.roles.map((_, column) => (
                  <td key={column}>{row[column] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
