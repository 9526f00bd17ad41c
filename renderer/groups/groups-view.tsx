import { useEffect, type ReactNode } from 'react';
import type { GroupSummary } from '../../shared/group.ts';
import { loadGroups, openGroup } from '../flows/groups-flow.ts';
import { Button } from '../shell/button.tsx';
import { PlusIcon } from '../shell/icons.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { GroupCardView } from './group-card.tsx';
import { GroupForm } from './group-form.tsx';
import './groups.css';

/** Groups on the left, the open one with its guests on the right. */
export function GroupsView(): ReactNode {
  const { groups: words } = useTexts();
  const groups = useDesk((state) => state.groups);
  const open = useDesk((state) => state.openGroup);
  const form = useDesk((state) => state.groupForm);
  useEffect(() => {
    void loadGroups();
  }, []);
  return (
    <main className="wide-view groups">
      <aside className="groups-side" aria-label={words.heading}>
        <h1>{words.heading}</h1>
        <Button look={groups?.length === 0 ? 'accent' : 'plain'} onClick={() => desk().setGroups({ groupForm: 'new' })}>
          <PlusIcon />
          {words.add}
        </Button>
        {groups === null ? null : groups.length === 0 ? (
          <p className="quiet">{words.none}</p>
        ) : (
          <ul className="groups-list">
            {groups.map((group) => (
              <GroupRow key={group.id} group={group} open={open?.id === group.id && form !== 'new'} />
            ))}
          </ul>
        )}
      </aside>
      {form !== null ? (
        <GroupForm key={form} group={form === 'edit' ? open : null} />
      ) : open === null ? null : (
        <GroupCardView group={open} />
      )}
    </main>
  );
}

function GroupRow({ group, open }: { readonly group: GroupSummary; readonly open: boolean }): ReactNode {
  const { groups: words } = useTexts();
  return (
    <li>
      <button
        type="button"
        className="group-row"
        onClick={() => void openGroup(group.id)}
        {...(open ? { 'aria-current': 'true' as const } : {})}
      >
        <span className="group-row-name">{group.name}</span>
        <span className="group-row-state">
          {words.progress(group.done, group.of)}
          {group.checkingIn ? <span className="group-row-on">{words.checkingIn}</span> : null}
        </span>
      </button>
    </li>
  );
}
